package dev.playhead.gateway.core.http;

import dev.playhead.common.model.ByteRange;
import java.util.Optional;

/** The answer to a query about a media whose version is known. */
public sealed interface ResponsePlan {
    int status();

    /** Returns the bytes of the content that make the body; empty when there are none to send. */
    Optional<ByteRange> body();

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
        public Optional<ByteRange> body() {
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(0, length));
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
        public Optional<ByteRange> body() {
            return Optional.of(range);
        }
    }

    /** The player holds the content already. */
    record NotModified() implements ResponsePlan {
        @Override
        public int status() {
            return 304;
        }

        @Override
        public Optional<ByteRange> body() {
            return Optional.empty();
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
        public Optional<ByteRange> body() {
            return Optional.empty();
        }
    }
}
