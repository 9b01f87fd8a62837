package dev.playhead.common.http.core;

import dev.playhead.common.model.ByteRange;
import java.util.List;

/** The answer to a query about a media whose version is known. */
public sealed interface ResponsePlan {
    int status();

    /** Returns the ranges of the content that make the body, in the order to be sent; empty when there are none. */
    List<ByteRange> ranges();

    /**
     * The whole content.
     *
     * @param length bytes
     */
    record Whole(long length) implements ResponsePlan {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public List<ByteRange> ranges() {
            return length == 0 ? List.of() : List.of(new ByteRange(0, length));
        }
    }

    /**
     * One range of the content.
     *
     * @param length of the whole content, bytes
     */
    record Part(ByteRange range, long length) implements ResponsePlan {
        @Override
        public int status() {
            return 206;
        }

        @Override
        public List<ByteRange> ranges() {
            return List.of(range);
        }
    }

    /**
     * Several ranges of the content, as multipart/byteranges.
     *
     * @param ranges at least two, of which no two overlap
     * @param length of the whole content, bytes
     */
    record Parts(List<ByteRange> ranges, long length) implements ResponsePlan {
        public Parts {
            ranges = List.copyOf(ranges);
        }

        @Override
        public int status() {
            return 206;
        }
    }

    /** The player holds the content already. */
    record NotModified() implements ResponsePlan {
        @Override
        public int status() {
            return 304;
        }

        @Override
        public List<ByteRange> ranges() {
            return List.of();
        }
    }

    /** The player means another content than this. */
    record PreconditionFailed() implements ResponsePlan {
        @Override
        public int status() {
            return 412;
        }

        @Override
        public List<ByteRange> ranges() {
            return List.of();
        }
    }

    /**
     * The content has none of the bytes asked for.
     *
     * @param length of the whole content, bytes
     */
    record Unsatisfiable(long length) implements ResponsePlan {
        @Override
        public int status() {
            return 416;
        }

        @Override
        public List<ByteRange> ranges() {
            return List.of();
        }
    }
}
