package dev.playhead.gateway.core.stream;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an origin's answer to a stream that goes around the pipeline holds: bytes of one version, from where it was asked.
 *
 * @param range the bytes of the version that the body is
 */
public record DirectAnswer(MediaVersion version, ByteRange range) {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;

    /**
     * The fields of an answer that count.
     *
     * @param contentLength bytes; null when it is missing or malformed
     */
    public record Fields(
            int status,
            @Nullable String contentRange,
            @Nullable Long contentLength,
            Validator validator,
            @Nullable String contentType,
            @Nullable String contentEncoding) {}

    /**
     * Judges an answer.
     *
     * @param asked the range in the request
     * @param pinned the version of which bytes were sent before; null when none were
     * @return empty when the body cannot stand in for the version's bytes from the range's start on
     */
    public static Optional<DirectAnswer> judge(Fields fields, RequestedRange asked, @Nullable MediaVersion pinned) {
        boolean coded = fields.contentEncoding() != null && !"identity".equalsIgnoreCase(fields.contentEncoding());
        if (coded || fields.validator().isNone()) {
            return Optional.empty();
        }
        return range(fields)
                .filter(found -> asked.resolve(found.length())
                        .filter(wanted -> wanted.start() == found.range().start())
                        .isPresent())
                .flatMap(found -> version(fields, found.length(), pinned)
                        .map(version -> new DirectAnswer(version, found.range())));
    }

    private static Optional<ContentRange> range(Fields fields) {
        Long length = fields.contentLength();
        if (fields.status() == PARTIAL_CONTENT && fields.contentRange() != null) {
            // A body of another length than its range has bytes of which nobody knows where they belong.
            return ContentRange.parse(fields.contentRange())
                    .filter(sent -> length == null || sent.range().length() == length);
        }
        return fields.status() == OK && length != null && length > 0
                ? Optional.of(new ContentRange(new ByteRange(0, length), length))
                : Optional.empty();
    }

    private static Optional<MediaVersion> version(Fields fields, long length, @Nullable MediaVersion pinned) {
        if (pinned == null) {
            int chunkSize = ChunkLayout.forLength(length).chunkSize();
            return Optional.of(new MediaVersion(fields.validator(), length, chunkSize, fields.contentType()));
        }
        return pinned.length() == length && pinned.validator().matches(fields.validator())
                ? Optional.of(pinned)
                : Optional.empty();
    }
}
