package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes asked for before, or after, the length of the media is known. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RequestedRange.From.class, name = "from"),
    @JsonSubTypes.Type(value = RequestedRange.Suffix.class, name = "suffix")
})
public sealed interface RequestedRange {
    RequestedRange WHOLE = new From(0, null);

    /**
     * Behind the end of any media (half an exbibyte), with the eighteen digits that range fields are read with, and far
     * enough below overflow for any arithmetic on positions.
     */
    long MAX_POSITION = 1L << 59;

    static RequestedRange of(ByteRange range) {
        return new From(range.start(), range.end());
    }

    /** Returns the bytes meant in a media of the given length, or empty when it holds none of them (416). */
    Optional<ByteRange> resolve(long length);

    /** Returns the value of a Range header field that asks for this. */
    String toHeader();

    /** Returns the first byte asked for, or empty when only the media's length decides it. */
    Optional<Long> firstByte();

    /**
     * From a byte to another, or to the end.
     *
     * @param end exclusive; null for the end of the media
     */
    record From(long start, @Nullable Long end) implements RequestedRange {
        public From {
            if (start < 0 || start > MAX_POSITION || (end != null && end <= start)) {
                throw new IllegalArgumentException("requested range [" + start + ", " + end
                        + ") is empty, negative or begins above " + MAX_POSITION);
            }
        }

        @Override
        public Optional<ByteRange> resolve(long length) {
            return start >= length
                    ? Optional.empty()
                    : Optional.of(new ByteRange(start, end == null ? length : Math.min(end, length)));
        }

        @Override
        public String toHeader() {
            return "bytes=" + start + "-" + (end == null ? "" : end - 1);
        }

        @Override
        public Optional<Long> firstByte() {
            return Optional.of(start);
        }
    }

    /**
     * The last bytes, the whole media where it is shorter.
     *
     * @param count bytes, at least one
     */
    record Suffix(long count) implements RequestedRange {
        public Suffix {
            if (count <= 0 || count > MAX_POSITION) {
                throw new IllegalArgumentException("suffix count " + count + " must lie from 1 to " + MAX_POSITION);
            }
        }

        @Override
        public Optional<ByteRange> resolve(long length) {
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(Math.max(0, length - count), length));
        }

        @Override
        public String toHeader() {
            return "bytes=-" + count;
        }

        @Override
        public Optional<Long> firstByte() {
            return Optional.empty();
        }
    }
}
