package dev.playhead.gateway.core.http;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import java.util.Optional;

/**
 * What a GET or HEAD asks of a media, whatever the media is.
 *
 * @param head whether only the head is wanted; a Range is defined for GET alone and ignored then (RFC 9110, 14.2)
 */
public record MediaQuery(boolean head, RangeHeader range, Conditions conditions) {
    /** The least that makes an unknown media known: its first byte. */
    private static final RequestedRange TOUCH = new RequestedRange.From(0, 1L);

    public MediaQuery {
        range = head ? RangeHeader.NONE : range;
    }

    /** Returns what to wish for before the media's description is known. */
    public RequestedRange wish() {
        if (head || range instanceof RangeHeader.Nothing) {
            return TOUCH;
        }
        return range instanceof RangeHeader.Single single ? single.range() : RequestedRange.WHOLE;
    }

    /**
     * Decides the answer: If-None-Match before Range, Range only where If-Range allows it (RFC 9110, section 13.2.2).
     *
     * <p>Several ranges get the whole content, as section 14.2 allows.
     */
    public ResponsePlan plan(MediaVersion version) {
        long length = version.length();
        if (conditions.isHeld(version.validator())) {
            return new ResponsePlan.NotModified();
        }
        boolean ranged = conditions.allowsRange(version.validator());
        if (ranged && range instanceof RangeHeader.Nothing) {
            return new ResponsePlan.Unsatisfiable(length);
        }
        if (ranged && range instanceof RangeHeader.Single single) {
            Optional<ByteRange> part = single.range().resolve(length);
            return part.isPresent()
                    ? new ResponsePlan.Part(part.get(), length)
                    : new ResponsePlan.Unsatisfiable(length);
        }
        return new ResponsePlan.Whole(length);
    }
}
