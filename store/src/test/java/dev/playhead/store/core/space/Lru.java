package dev.playhead.store.core.space;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Least recently used, to compare with. */
final class Lru<K> implements EvictionOrder<K> {
    private final Map<K, Boolean> things = new LinkedHashMap<>(16, 0.75f, true);

    @Override
    public void added(K thing, int reads, long nowSeconds) {
        things.put(thing, true);
    }

    @Override
    public void read(K thing, long nowSeconds) {
        things.get(thing);
    }

    @Override
    public void removed(K thing) {
        things.remove(thing);
    }

    @Override
    public Optional<K> victim(Predicate<K> mayLeave) {
        return things.keySet().stream().filter(mayLeave).findFirst();
    }

    @Override
    public int size() {
        return things.size();
    }
}
