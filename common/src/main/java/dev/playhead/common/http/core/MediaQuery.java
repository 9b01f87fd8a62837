package dev.playhead.common.http.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import java.util.Comparator;
import java.util.List;
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

    /** Reads the fields of a GET or HEAD. */
    public static MediaQuery of(boolean head, RequestFields fields) {
        return new MediaQuery(head, RangeHeader.parse(fields.lines("range")), Conditions.of(fields));
    }

    /** Returns what to wish for before the media's description is known. */
    public RequestedRange wish() {
        if (head || range instanceof RangeHeader.Nothing) {
            return TOUCH;
        }
        if (range instanceof RangeHeader.Single single) {
            return single.range();
        }
        return range instanceof RangeHeader.Several several ? surest(several.ranges()) : RequestedRange.WHOLE;
    }

    /** Of several ranges the one that any media holds that holds one of them: a suffix, else the foremost. */
    private static RequestedRange surest(List<RequestedRange> ranges) {
        return ranges.stream()
                .min(Comparator.comparing(range -> range.firstByte().orElse(-1L)))
                .orElseThrow();
    }

    /** Decides the answer: the other preconditions before Range, Range only where If-Range allows it (section 13.2.2). */
    public ResponsePlan plan(MediaVersion version) {
        long length = version.length();
        return switch (conditions.evaluate(version.validator())) {
            case FAILED -> new ResponsePlan.PreconditionFailed();
            case NOT_MODIFIED -> new ResponsePlan.NotModified();
            case GO_ON -> conditions.allowsRange(version.validator()) ? ranged(length) : new ResponsePlan.Whole(length);
        };
    }

    private ResponsePlan ranged(long length) {
        if (range instanceof RangeHeader.Nothing) {
            return new ResponsePlan.Unsatisfiable(length);
        }
        if (range instanceof RangeHeader.Single single) {
            return single.range()
                    .resolve(length)
                    .<ResponsePlan>map(part -> new ResponsePlan.Part(part, length))
                    .orElseGet(() -> new ResponsePlan.Unsatisfiable(length));
        }
        return range instanceof RangeHeader.Several several
                ? parts(several.ranges(), length)
                : new ResponsePlan.Whole(length);
    }

    /** Ranges that hold nothing are left out; one that is left needs no multipart (section 15.3.7.2). */
    private static ResponsePlan parts(List<RequestedRange> asked, long length) {
        List<ByteRange> held = Coalesced.of(asked.stream()
                .map(one -> one.resolve(length))
                .flatMap(Optional::stream)
                .toList());
        return switch (held.size()) {
            case 0 -> new ResponsePlan.Unsatisfiable(length);
            case 1 -> new ResponsePlan.Part(held.get(0), length);
            default -> new ResponsePlan.Parts(held, length);
        };
    }
}
