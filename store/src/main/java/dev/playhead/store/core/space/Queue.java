package dev.playhead.store.core.space;

import org.jspecify.annotations.Nullable;

/** A list of links that can be taken out in the middle. Not thread-safe. */
final class Queue<K> {
    private @Nullable Link<K> first;
    private @Nullable Link<K> last;
    private int size;

    /** One place in a queue. */
    static class Link<K> {
        private final K thing;
        private @Nullable Link<K> before;
        private @Nullable Link<K> after;

        Link(K thing) {
            this.thing = thing;
        }

        final K thing() {
            return thing;
        }
    }

    void addFirst(Link<K> link) {
        Link<K> second = first;
        link.after = second;
        if (second == null) {
            last = link;
        } else {
            second.before = link;
        }
        first = link;
        size++;
    }

    void remove(Link<K> link) {
        Link<K> before = link.before;
        Link<K> after = link.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        link.before = null;
        link.after = null;
        size--;
    }

    @Nullable
    Link<K> last() {
        return last;
    }

    /** Returns the next newer one; null at the first. */
    @Nullable
    Link<K> before(Link<K> link) {
        return link.before;
    }

    int size() {
        return size;
    }
}
