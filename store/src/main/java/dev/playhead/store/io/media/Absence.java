package dev.playhead.store.io.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the last reader of a version has left a moment ago. Who writes for it then rests, until it is known whether
 * anybody still wants the bytes: word of a viewer who left takes two hops to whoever fetches, and until then spans over
 * several connections would keep cores and disk busy for nobody, just when the next viewer comes. Thread-safe.
 *
 * <p>A version that nobody has read has no absence, and one that is not cancelled goes on by itself.
 */
public final class Absence {
    /** Several times what the word takes on a busy machine; for bytes that are wanted all the same it is a short delay. */
    static final Duration REST = Duration.ofMillis(100);

    private final List<Runnable> resting = new ArrayList<>();
    private int readers;
    private Instant until = Instant.MIN;

    void left(Instant now) {
        synchronized (this) {
            readers--;
            if (readers == 0) {
                until = now.plus(REST);
                resting.clear();
            }
        }
    }

    void arrived() {
        List<Runnable> woken;
        synchronized (this) {
            readers++;
            until = Instant.MIN;
            woken = List.copyOf(resting);
            resting.clear();
        }
        woken.forEach(Runnable::run);
    }

    /** Returns how long to rest from now on; zero when there is nothing to wait for. */
    public synchronized Duration rest(Instant now) {
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Calls back when a reader comes during this rest, on the reader's thread; at once when one has come already. */
    public void onReader(Runnable callback) {
        synchronized (this) {
            if (readers == 0) {
                resting.add(callback);
                return;
            }
        }
        callback.run();
    }
}
