package dev.playhead.common.collect;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that holds at most so many entries: a new key at the cap puts out the eldest one, silently and at once.
 *
 * <p>Which one is the eldest is chosen with the factory. For a set, wrap it in {@link
 * java.util.Collections#newSetFromMap}. Whoever uses one says beside its capacity what a forgotten entry costs. Not
 * thread-safe.
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    /** Those of {@link LinkedHashMap}, which has no constructor that takes the order alone. */
    private static final int INITIAL_CAPACITY = 16;

    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;

    private BoundedMap(int capacity, boolean accessOrder) {
        super(INITIAL_CAPACITY, LOAD_FACTOR, accessOrder);
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is below 1");
        }
        this.capacity = capacity;
    }

    /**
     * Returns an empty map whose eldest entry is the one whose key was put first; neither reading it nor putting another
     * value under its key makes it younger, removing it and putting it again does.
     *
     * @param capacity entries, at least 1
     * @throws IllegalArgumentException if the capacity is below 1
     */
    public static <K, V> Map<K, V> byInsertion(int capacity) {
        return new BoundedMap<>(capacity, false);
    }

    /**
     * Returns an empty map whose eldest entry is the one that was used longest ago: put, read or computed. Neither {@code
     * containsKey} nor a walk over the map is a use, so that a set of this kind counts additions alone.
     *
     * @param capacity entries, at least 1
     * @throws IllegalArgumentException if the capacity is below 1
     */
    public static <K, V> Map<K, V> byAccess(int capacity) {
        return new BoundedMap<>(capacity, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
    }
}
