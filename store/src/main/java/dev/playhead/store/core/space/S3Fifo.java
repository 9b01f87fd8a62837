package dev.playhead.store.core.space;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: "FIFO queues are all you need for cache eviction", SOSP 2023): a small queue that
 * what is read only once passes through quickly, a main queue for what was read again, and a memory of what left the small
 * one. Not thread-safe.
 *
 * <p>Two changes, both for media. Reads within {@link #CORRELATED_SECONDS} of the last one are the same viewing and count
 * once (the correlated reference period of LRU-K, O'Neil 1993): a player takes a chunk in many pieces, and read-ahead
 * stores nothing that is not read right after. And things that must stay for now are passed over. docs/eviction.md compares
 * it with LRU and SIEVE.
 */
public final class S3Fifo<K> implements EvictionOrder<K> {
    /** Longer than a player stays within one thing, shorter than until anybody comes to watch it again. */
    static final long CORRELATED_SECONDS = 60;
    /** The paper's share of the small queue: a tenth. */
    private static final int SMALL_SHARE = 10;
    /** The paper's: two bits. */
    private static final int MAX_READS = 3;

    private final Map<K, Entry<K>> entries = new HashMap<>();
    private final Set<K> gone = new LinkedHashSet<>();
    private final Queue<K> small = new Queue<>();
    private final Queue<K> main = new Queue<>();

    /** A thing in its queue; newer ones lie before it. */
    private static final class Entry<K> extends Queue.Link<K> {
        private int reads;
        private long lastReadSeconds;
        private boolean promoted;

        Entry(K thing, int reads, long nowSeconds) {
            super(thing);
            this.reads = reads;
            this.lastReadSeconds = nowSeconds;
        }
    }

    @Override
    public void added(K thing, int reads, long nowSeconds) {
        if (entries.containsKey(thing)) {
            return;
        }
        Entry<K> entry = new Entry<>(thing, Math.min(MAX_READS, reads), nowSeconds);
        entry.promoted = gone.remove(thing);
        entries.put(thing, entry);
        queueOf(entry).addFirst(entry);
    }

    @Override
    public void read(K thing, long nowSeconds) {
        Entry<K> entry = entries.get(thing);
        if (entry == null) {
            return;
        }
        if (nowSeconds - entry.lastReadSeconds >= CORRELATED_SECONDS) {
            entry.reads = Math.min(MAX_READS, entry.reads + 1);
        }
        entry.lastReadSeconds = nowSeconds;
    }

    @Override
    public void removed(K thing) {
        Entry<K> entry = entries.remove(thing);
        if (entry == null) {
            return;
        }
        queueOf(entry).remove(entry);
        if (!entry.promoted) {
            gone.add(thing);
            forgetExcess();
        }
    }

    /** Remembers as many as there are. */
    private void forgetExcess() {
        Iterator<K> oldest = gone.iterator();
        while (gone.size() > Math.max(1, entries.size()) && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    @Override
    public Optional<K> victim(Predicate<K> mayLeave) {
        boolean smallFirst = small.size() * SMALL_SHARE >= entries.size();
        Optional<K> found = smallFirst ? fromSmall(mayLeave) : fromMain(mayLeave);
        if (found.isPresent()) {
            return found;
        }
        return smallFirst ? fromMain(mayLeave) : fromSmall(mayLeave);
    }

    /** From the oldest on: what was read again moves to the main queue, the first other one leaves. */
    private Optional<K> fromSmall(Predicate<K> mayLeave) {
        Queue.Link<K> link = small.last();
        while (link != null) {
            Entry<K> entry = (Entry<K>) link;
            link = small.before(link);
            if (!mayLeave.test(entry.thing())) {
                continue;
            }
            if (entry.reads == 0) {
                return Optional.of(entry.thing());
            }
            small.remove(entry);
            entry.reads = 0;
            entry.promoted = true;
            main.addFirst(entry);
        }
        return Optional.empty();
    }

    /** From the oldest on, around: each reading is worth one more round. */
    private Optional<K> fromMain(Predicate<K> mayLeave) {
        for (int round = 0; round <= MAX_READS; round++) {
            Queue.Link<K> link = main.last();
            for (int left = main.size(); link != null && left > 0; left--) {
                Entry<K> entry = (Entry<K>) link;
                link = main.before(link);
                if (!mayLeave.test(entry.thing())) {
                    continue;
                }
                if (entry.reads == 0) {
                    return Optional.of(entry.thing());
                }
                entry.reads--;
                main.remove(entry);
                main.addFirst(entry);
            }
        }
        return Optional.empty();
    }

    @Override
    public int size() {
        return entries.size();
    }

    private Queue<K> queueOf(Entry<K> entry) {
        return entry.promoted ? main : small;
    }
}
