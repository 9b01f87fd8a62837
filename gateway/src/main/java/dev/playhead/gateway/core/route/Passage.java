package dev.playhead.gateway.core.route;

/** How a request for anything of a transparent origin gets there. */
public sealed interface Passage {

    /** By the pipeline. */
    record Media(OriginPath at) implements Passage {}

    /**
     * Untouched.
     *
     * @param target below the origin's URL, as it came
     */
    record Proxied(String target) implements Passage {
        /** Without the query, which may hold secrets. */
        @Override
        public String toString() {
            int mark = target.indexOf('?');
            return mark < 0 ? target : target.substring(0, mark) + "?***";
        }
    }

    /**
     * Not at all.
     *
     * @param detail for the player; tells nothing of the query
     */
    record Refused(int status, String detail) implements Passage {}
}
