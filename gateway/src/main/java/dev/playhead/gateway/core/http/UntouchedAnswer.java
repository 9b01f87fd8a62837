package dev.playhead.gateway.core.http;

import dev.playhead.common.http.core.RangeHeader;
import dev.playhead.common.http.core.RequestFields;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.RequestedRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An origin's answer that goes to a player as it came, and whether it answers what the player asked: a part that lies
 * elsewhere would be played as if it were the one asked for, since few players compare.
 *
 * <p>Only a 206 can contradict its question. The parts of a multipart body are the player's to compare; they say in the
 * body where they lie.
 *
 * @param contentLength bytes; null when it is missing or malformed
 */
public record UntouchedAnswer(
        int status,
        @Nullable String contentRange,
        @Nullable Long contentLength,
        @Nullable String contentType,
        @Nullable String etag) {
    private static final int PARTIAL_CONTENT = 206;
    /** The complete length may be open (RFC 9110, section 14.4), as it is of a recording that goes on. */
    private static final Pattern FORM =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

    /** What Content-Range says; the length is null when it is open. */
    private record Sent(ByteRange range, @Nullable Long length) {}

    /**
     * Compares the answer with the question.
     *
     * @param asked the fields that the origin got
     * @return what contradicts the question, to complete "the origin sent …"; empty when nothing does
     */
    public Optional<String> contradiction(RequestFields asked) {
        if (status != PARTIAL_CONTENT) {
            return Optional.empty();
        }
        List<String> ranges = asked.lines("range");
        if (ranges.isEmpty()) {
            return Optional.of("a part where the whole was asked for");
        }
        if (isOtherVersion(asked.single("if-range"))) {
            return Optional.of("a part of another version than If-Range names");
        }
        RangeHeader wanted = RangeHeader.parse(ranges);
        if (isMultipart()) {
            return wanted instanceof RangeHeader.Single
                    ? Optional.of("several parts where one was asked for")
                    : Optional.empty();
        }
        Sent sent = sent();
        if (sent == null) {
            return Optional.of("a part without a Content-Range that can be read");
        }
        if (contentLength != null && contentLength != sent.range().length()) {
            return Optional.of("a Content-Length that is not that of its Content-Range");
        }
        return answers(wanted, sent) ? Optional.empty() : Optional.of("another range than was asked for");
    }

    /** Returns how many bytes the body must have although no Content-Length says so. */
    public OptionalLong impliedLength() {
        Sent sent = status == PARTIAL_CONTENT && contentLength == null && !isMultipart() ? sent() : null;
        return sent == null
                ? OptionalLong.empty()
                : OptionalLong.of(sent.range().length());
    }

    private boolean isOtherVersion(@Nullable String ifRange) {
        return ifRange != null && ifRange.startsWith("\"") && etag != null && !ifRange.equals(etag);
    }

    private boolean isMultipart() {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/byteranges");
    }

    private @Nullable Sent sent() {
        Matcher matcher = FORM.matcher(contentRange == null ? "" : contentRange.strip());
        if (!matcher.matches()) {
            return null;
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        Long length = matcher.group(3).equals("*") ? null : Long.valueOf(matcher.group(3));
        return first > last || length != null && last >= length
                ? null
                : new Sent(new ByteRange(first, last + 1), length);
    }

    private static boolean answers(RangeHeader wanted, Sent sent) {
        if (wanted instanceof RangeHeader.Single single) {
            return answers(single.range(), sent);
        }
        // Of several an origin may send one, or those joined that touch; of a field that says nothing to us, anything.
        return wanted instanceof RangeHeader.Several several
                ? several.ranges().stream().anyMatch(range -> begins(range, sent))
                : wanted instanceof RangeHeader.None;
    }

    private static boolean answers(RequestedRange range, Sent sent) {
        Long length = sent.length();
        if (length != null) {
            return range.resolve(length)
                    .filter(part -> part.start() == sent.range().start()
                            && part.end() >= sent.range().end())
                    .isPresent();
        }
        return range instanceof RequestedRange.From from
                && from.start() == sent.range().start()
                && (from.end() == null || from.end() >= sent.range().end());
    }

    private static boolean begins(RequestedRange range, Sent sent) {
        Long length = sent.length();
        return length == null
                ? range.firstByte()
                        .filter(first -> first == sent.range().start())
                        .isPresent()
                : range.resolve(length)
                        .filter(part -> part.start() == sent.range().start())
                        .isPresent();
    }
}
