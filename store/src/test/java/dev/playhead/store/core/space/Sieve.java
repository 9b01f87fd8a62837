package dev.playhead.store.core.space;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * SIEVE (Zhang et al.: "SIEVE is simpler than LRU", NSDI 2024), to compare with; reads of one viewing count once here too.
 */
final class Sieve<K> implements EvictionOrder<K> {
    private final Map<K, Entry<K>> entries = new HashMap<>();
    private final Queue<K> queue = new Queue<>();
    private Queue.Link<K> hand;

    /** A thing in the queue. */
    private static final class Entry<K> extends Queue.Link<K> {
        private boolean visited;
        private long lastReadSeconds;

        Entry(K thing, long nowSeconds) {
            super(thing);
            lastReadSeconds = nowSeconds;
        }
    }

    @Override
    public void added(K thing, int reads, long nowSeconds) {
        if (!entries.containsKey(thing)) {
            Entry<K> entry = new Entry<>(thing, nowSeconds);
            entries.put(thing, entry);
            queue.addFirst(entry);
        }
    }

    @Override
    public void read(K thing, long nowSeconds) {
        Entry<K> entry = entries.get(thing);
        entry.visited |= nowSeconds - entry.lastReadSeconds >= S3Fifo.CORRELATED_SECONDS;
        entry.lastReadSeconds = nowSeconds;
    }

    @Override
    public void removed(K thing) {
        Entry<K> entry = entries.remove(thing);
        if (hand == entry) {
            hand = queue.before(entry);
        }
        queue.remove(entry);
    }

    @Override
    public Optional<K> victim(Predicate<K> mayLeave) {
        Entry<K> at = (Entry<K>) (hand == null ? queue.last() : hand);
        while (at.visited) {
            at.visited = false;
            Queue.Link<K> next = queue.before(at);
            at = (Entry<K>) (next == null ? queue.last() : next);
        }
        hand = at;
        return Optional.of(at.thing());
    }

    @Override
    public int size() {
        return entries.size();
    }
}
