package dev.playhead.store.io.index;

import dev.playhead.common.model.MediaId;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says of most media that the index does not know them, so that the first viewer of a media waits for no query. Thread-safe.
 *
 * <p>A Bloom filter (Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 1970) of half a megabyte,
 * with its probes made of two hashes (Kirsch and Mitzenmacher, "Less hashing, same performance", 2006). It is wrong about
 * less than one unknown media in 100 000 while 10 000 are stored, and about one in eight with a million, which costs the
 * query that it else saves. It is never wrong about one that was added; removed ones stay in it.
 */
final class KnownMedia {
    private static final int BITS = 1 << 22;
    private static final int PROBES = 3;

    private final AtomicLongArray words = new AtomicLongArray(BITS / Long.SIZE);
    private volatile boolean complete;

    void add(MediaId media) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(media, probe);
            words.accumulateAndGet(bit / Long.SIZE, 1L << bit, (old, mask) -> old | mask);
        }
    }

    /** Says that all media of the index have been added; until then every media may be one of them. */
    void complete() {
        complete = true;
    }

    /** Returns false only for a media that the index does not have. */
    boolean mayContain(MediaId media) {
        if (!complete) {
            return true;
        }
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(media, probe);
            if ((words.get(bit / Long.SIZE) & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(MediaId media, int probe) {
        int first = mix(media.value().hashCode());
        int second = mix(first) | 1;
        return (first + probe * second) & (BITS - 1);
    }

    /** The end of MurmurHash3: every bit of the input moves half of the output's. */
    private static int mix(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
