package dev.playhead.common.http.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.util.List;

/**
 * Ranges of which no two overlap or touch, in the order in which their first parts were asked for.
 *
 * <p>Nothing is sent twice, so that ranges that overlap cost no more than the content (RFC 9110, sections 14.2 and
 * 17.15).
 */
final class Coalesced {
    private Coalesced() {}

    /** Quadratic: for a handful. */
    static List<ByteRange> of(List<ByteRange> asked) {
        List<ByteRange> apart = ByteRanges.of(asked).asList();
        return asked.stream()
                .flatMap(one -> apart.stream().filter(run -> run.contains(one)))
                .distinct()
                .toList();
    }
}
