package dev.playhead.store.core;

import dev.playhead.common.model.ByteRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Who waits for which byte. Waking costs what it wakes, however many others wait. Not thread-safe. */
public final class Waiters<W> {
    private final TreeMap<Long, List<W>> byPosition = new TreeMap<>();

    public void add(long position, W waiter) {
        byPosition.computeIfAbsent(position, absent -> new ArrayList<>(1)).add(waiter);
    }

    public void remove(long position, W waiter) {
        List<W> here = byPosition.get(position);
        if (here != null && here.remove(waiter) && here.isEmpty()) {
            byPosition.remove(position);
        }
    }

    /** Takes out all who wait for a byte of the range, in the order of their positions. */
    public List<W> takeIn(ByteRange range) {
        return take(byPosition.subMap(range.start(), range.end()).values());
    }

    public List<W> takeAll() {
        return take(byPosition.values());
    }

    public boolean isEmpty() {
        return byPosition.isEmpty();
    }

    private List<W> take(Collection<List<W>> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<W> taken = found.stream().flatMap(List::stream).toList();
        found.clear();
        return taken;
    }
}
