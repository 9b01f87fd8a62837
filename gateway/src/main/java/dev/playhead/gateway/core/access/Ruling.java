package dev.playhead.gateway.core.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an origin says of a viewer who wants a media. */
public sealed interface Ruling {
    /** It gives the media to the viewer. */
    record Granted() implements Ruling {}

    /**
     * It does not.
     *
     * @param status 4xx
     * @param challenge of its {@code WWW-Authenticate}; null when there is none that is worth passing on
     */
    record Refused(int status, @Nullable String challenge) implements Ruling {}

    /**
     * It answers, but with something from which neither follows: a redirect may lead to a mirror or to a page for logging
     * in, and so may a whole body where one byte was asked for. The viewer gets that answer, and nothing that is stored.
     */
    record Unclear() implements Ruling {}

    /** Several schemes with their parameters have room; a longer one is not worth its memory. */
    int MAX_CHALLENGE = 1024;

    /**
     * Reads the answer to a request for the first byte.
     *
     * @return empty when the origin is in no state to say anything, so that nothing may be remembered
     */
    static Optional<Ruling> of(int status, @Nullable String challenge) {
        return switch (status) {
            // Without a first byte there is none to refuse.
            case 206, 416 -> Optional.of(new Granted());
            // Too slow, too early, too many: about the moment, not about the viewer.
            case 408, 425, 429 -> Optional.empty();
            default -> {
                if (status >= 400 && status < 500) {
                    boolean fits = challenge != null && challenge.length() <= MAX_CHALLENGE;
                    yield Optional.of(new Refused(status, fits ? challenge : null));
                }
                yield status >= 200 && status < 400 ? Optional.of(new Unclear()) : Optional.empty();
            }
        };
    }
}
