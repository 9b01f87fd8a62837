package dev.playhead.store.io.media;

import dev.playhead.common.http.Freshness;
import java.time.Instant;

/** What the origin last said of how long a version holds, and when the index learned of it. Thread-safe. */
public final class OriginWord {
    /** Each span of a film confirms its version; the index need not hear of all of them. */
    private static final long INTERVAL_MILLIS = 60_000;

    private volatile Freshness latest = Freshness.unsaid(Instant.EPOCH);
    private long indexedMillis;

    public Freshness latest() {
        return latest;
    }

    /**
     * Learns what the origin says now.
     *
     * @return whether it is news, or so much later than what was learned before that the index should know
     */
    synchronized boolean heard(Freshness newer) {
        Freshness before = latest;
        latest = before.confirmedBy(newer);
        boolean news = !latest.saysTheSameAs(before) || newer.receivedMillis() - indexedMillis >= INTERVAL_MILLIS;
        if (news) {
            indexedMillis = newer.receivedMillis();
        }
        return news;
    }

    /** Takes what the index knows. */
    synchronized void recall(Freshness indexed) {
        latest = indexed;
        indexedMillis = indexed.receivedMillis();
    }
}
