package dev.playhead.fetcher.core;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an origin in one request.
 *
 * @param range what is missing of the span
 * @param expected the version the answer should belong to; null when any will do
 * @param conditional whether If-Range may be sent, given that the expected version has a strong validator
 * @param binding whether bytes of the expected version are written already, so that no other version will do
 */
public record Question(RequestedRange range, @Nullable MediaVersion expected, boolean conditional, boolean binding) {
    public Question {
        if (binding && expected == null) {
            throw new IllegalArgumentException("binding question for " + range + " expects no version");
        }
    }

    /** Returns what to send as If-Range, or empty when the answer's validator has to be compared instead. */
    public Optional<String> ifRange() {
        return expected == null || !conditional
                ? Optional.empty()
                : expected.validator().ifRange();
    }
}
