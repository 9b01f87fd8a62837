package dev.playhead.fetcher.core;

import org.jspecify.annotations.Nullable;

/**
 * Where one span's media is asked for: at its origin, which may redirect to a link that is signed and expires, or at a hook
 * that knows a fresh one. Links of both kinds expire in the middle of a film. One context owns it.
 *
 * @param <T> a place to ask at
 */
public final class Route<T> {
    private final T origin;
    private final @Nullable T hook;
    private T current;
    private boolean renewed;

    /**
     * Makes a route.
     *
     * @param hook null when there is none
     * @param expired whether the link that the origin's path stands for has expired already
     */
    public Route(T origin, @Nullable T hook, boolean expired) {
        this.origin = origin;
        this.hook = hook;
        this.current = expired && hook != null ? hook : origin;
    }

    public T current() {
        return current;
    }

    /** Whether it led over the hook lately. */
    public boolean isByHook() {
        return current != origin;
    }

    /** A byte came: should it be refused from now on, a new link may help again. */
    public void progressed() {
        renewed = false;
    }

    /**
     * Looks for another way after a refusal.
     *
     * @param redirected whether it was not the place itself that refused, but one it redirects to
     * @return whether to ask again, at {@link #current}; only once until there is progress
     */
    public boolean renew(boolean redirected) {
        if (renewed) {
            return false;
        }
        renewed = true;
        if (hook != null) {
            current = hook;
            return true;
        }
        return redirected;
    }
}
