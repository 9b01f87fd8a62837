package dev.playhead.gateway.core.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What origins have lately said of viewers. Bounded: who has not come for the longest is forgotten, and asked about again.
 * Not thread-safe.
 *
 * <p>See docs/decisions/0027-origins-judge-viewers.md.
 */
public final class Grants {
    /** Far more viewers than one gateway serves at a time, in a few megabytes. */
    static final int MAX_VIEWERS = 20_000;

    private final Map<String, Remembered> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_VIEWERS;
        }
    };

    private record Remembered(Ruling ruling, Instant until) {}

    /**
     * Takes note of a ruling.
     *
     * @param question names the viewer's credentials and the media, and shows neither
     * @param until when it does not count any more, exclusive
     */
    public void note(String question, Ruling ruling, Instant until) {
        known.put(question, new Remembered(ruling, until));
    }

    /** Returns what still counts; empty when the origin has to be asked. */
    public Optional<Ruling> of(String question, Instant now) {
        Remembered found = known.get(question);
        if (found == null) {
            return Optional.empty();
        }
        if (now.isBefore(found.until())) {
            return Optional.of(found.ruling());
        }
        known.remove(question);
        return Optional.empty();
    }
}
