package dev.playhead.store.core.space;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * An order in which stored things leave. Not thread-safe.
 *
 * @param <K> names a thing; all things count the same
 */
public interface EvictionOrder<K> {

    /**
     * Takes in a thing that has just been stored; one that is here already stays where it is.
     *
     * @param reads how often it counts as read already
     */
    void added(K thing, int reads, long nowSeconds);

    /** A thing has been read; one that is not here is passed over. */
    void read(K thing, long nowSeconds);

    /** A thing has left, whoever removed it. */
    void removed(K thing);

    /**
     * Returns what should leave next, empty when nothing may.
     *
     * @param mayLeave says no to what must stay for now; such a thing keeps its place
     */
    Optional<K> victim(Predicate<K> mayLeave);

    /** Returns how many things there are. */
    int size();
}
