package dev.playhead.scheduler.core;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.MediaDescribed;
import dev.playhead.common.event.ChunkEvent.VersionChanged;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one media, as far as it is known: a loaded map, and the events since.
 *
 * <p>An answer of the store is the truth of its time, so it replaces what was believed; events that came while it was
 * under way are replayed on top of it, as far as its revision does not hold them already.
 */
final class StoredMap {
    /** A local call takes a millisecond, a remote one a few: after this the store is away and a miss waits no longer. */
    static final Duration PATIENCE = Duration.ofMillis(250);
    /** The least time between two questions about one media that has something missing. */
    static final Duration ASKING_INTERVAL = Duration.ofSeconds(1);
    /** The same where an event has shown that another was missed: plans wait for the answer. */
    private static final Duration URGENT_INTERVAL = Duration.ofMillis(100);
    /** A question that has no answer after this is asked again. */
    private static final Duration ANSWER_LOST = Duration.ofSeconds(5);

    private @Nullable MediaVersion version;
    private ByteRanges readable = ByteRanges.EMPTY;
    private long revision = Long.MIN_VALUE;

    private boolean wanted = true;
    private boolean missed;
    private boolean settled;
    private boolean pending;
    private Instant askedAt = Instant.MIN;
    private final List<ChunkEvent> sinceAsked = new ArrayList<>();

    /** Asks for the map to be loaded; asking twice is asking once. */
    void want() {
        wanted = true;
    }

    /** Something has shown that what is believed is out of date: plans wait for the store's answer. */
    void distrust() {
        missed = true;
    }

    /** Returns whether the store is to be asked now, and if so counts it as asked. */
    boolean ask(Instant now) {
        boolean unanswered = pending && Times.reached(askedAt.plus(ANSWER_LOST), now);
        if (!(wanted || missed || unanswered) || now.isBefore(nextAsk())) {
            return false;
        }
        wanted = false;
        pending = true;
        askedAt = now;
        sinceAsked.clear();
        return true;
    }

    /** Takes in the store's answer; null means that it does not know the media. */
    void load(@Nullable StoredMedia stored) {
        if (!pending) {
            return;
        }
        pending = false;
        missed = false;
        settled = true;
        version = stored == null ? null : stored.version();
        readable = stored == null ? ByteRanges.EMPTY : stored.readable();
        revision = stored == null ? Long.MIN_VALUE : stored.revision();
        List<ChunkEvent> later = List.copyOf(sinceAsked);
        sinceAsked.clear();
        later.forEach(this::replay);
    }

    /** The store could not answer: what is believed stands, and it is asked again later. */
    void unavailable() {
        pending = false;
        wanted = true;
    }

    void on(ChunkEvent event) {
        if (pending) {
            sinceAsked.add(event);
        }
        replay(event);
    }

    private void replay(ChunkEvent event) {
        if (event instanceof MediaDescribed described) {
            if (isNews(described.revision())) {
                adopt(described.version());
            }
        } else if (event instanceof VersionChanged changed) {
            if (isNews(changed.revision())) {
                adopt(changed.to());
            }
        } else if (event instanceof ChunksStored stored) {
            if (isNews(stored.revision()) && isCurrent(stored.version())) {
                for (ByteRange range : stored.readable()) {
                    readable = readable.plus(range);
                }
            }
        } else if (event instanceof ChunksEvicted evicted) {
            if (isNews(evicted.revision()) && isCurrent(evicted.version())) {
                readable = readable.minus(ByteRanges.of(evicted.ranges()));
            }
        }
    }

    private boolean isNews(long eventRevision) {
        if (eventRevision <= revision) {
            return false;
        }
        revision = eventRevision;
        return true;
    }

    private void adopt(MediaVersion current) {
        if (version == null || !version.id().equals(current.id())) {
            version = current;
            readable = ByteRanges.EMPTY;
        }
    }

    /** Whether an event speaks of the current version; if not, something was missed. */
    private boolean isCurrent(VersionId id) {
        boolean current = version != null && version.id().equals(id);
        missed |= !current;
        return current;
    }

    /** Whether plans may be made: the map is known, or the store has not answered for too long. */
    boolean isPlannable(Instant now) {
        return settled && !pending && !missed || Times.reached(askedAt.plus(PATIENCE), now);
    }

    /** Whether every byte of the current version is here, as far as anybody knows. */
    boolean isComplete() {
        return version != null
                && settled
                && !wanted
                && !pending
                && !missed
                && readable.covers(new ByteRange(0, version.length()));
    }

    /** Returns the current version, or null when the store knows none. */
    @Nullable
    MediaVersion version() {
        return version;
    }

    ByteRanges readable() {
        return readable;
    }

    Instant askedAt() {
        return askedAt;
    }

    private Instant nextAsk() {
        return askedAt.equals(Instant.MIN) ? askedAt : askedAt.plus(missed ? URGENT_INTERVAL : ASKING_INTERVAL);
    }

    /** Returns when something changes here by itself, or {@link Instant#MAX}. */
    Instant nextChange(Instant now) {
        Instant next = wanted || missed ? Times.later(nextAsk(), now) : Instant.MAX;
        next = pending ? Times.earlier(next, Times.later(askedAt.plus(ANSWER_LOST), now)) : next;
        return isPlannable(now) ? next : Times.earlier(next, askedAt.plus(PATIENCE));
    }
}
