package dev.playhead.fetcher.core;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import org.jspecify.annotations.Nullable;

/** How far one command has come. Immutable; each state offers only its legal transitions. */
public sealed interface SpanJob {

    /**
     * Returns what to ask the origin next.
     *
     * @param conditional whether the origin understands If-Range
     */
    Question question(boolean conditional);

    /** One more try came to nothing. */
    SpanJob failed();

    /** Tries in a row that came to nothing. */
    int failures();

    /** Returns the state a command begins in. */
    static Unopened of(FetchSpan command) {
        return new Unopened(command.range(), command.version(), 0);
    }

    /**
     * No byte is accepted yet: any version will do.
     *
     * @param expected the version that the command names; null when none
     */
    record Unopened(RequestedRange range, @Nullable MediaVersion expected, int failures) implements SpanJob {
        @Override
        public Question question(boolean conditional) {
            return new Question(range, expected, conditional, false);
        }

        @Override
        public Unopened failed() {
            return new Unopened(range, expected, failures + 1);
        }

        /** The expected version is gone. */
        public Unopened unpinned() {
            return new Unopened(range, null, failures);
        }

        /** Bytes of a version are coming, from where the range resolves to. */
        public Open accepted(MediaVersion version) {
            return open(version, range.resolve(version.length()).orElseThrow());
        }

        /** The whole of a version is coming, from zero. */
        public Open acceptedWhole(MediaVersion version) {
            return open(version, new ByteRange(0, version.length()));
        }

        private Open open(MediaVersion version, ByteRange span) {
            return new Open(version, span, span.start(), span.start(), failures);
        }
    }

    /**
     * Bytes are being written: this version or none.
     *
     * @param span all that the command asks for
     * @param position the next byte that is missing
     * @param mark where the last failure left it
     */
    record Open(MediaVersion version, ByteRange span, long position, long mark, int failures) implements SpanJob {
        /** A try that brings less is no progress: an origin that sends a byte and resets would be asked for ever. */
        static final long PROGRESS_BYTES = 64 * 1024;

        public Open {
            if (position < span.start() || position > span.end()) {
                throw new IllegalArgumentException("position " + position + " is not in the span " + span);
            }
        }

        @Override
        public Question question(boolean conditional) {
            return new Question(RequestedRange.of(new ByteRange(position, span.end())), version, conditional, true);
        }

        @Override
        public Open failed() {
            int inARow = position - mark >= PROGRESS_BYTES ? 0 : failures + 1;
            return new Open(version, span, position, position, inARow);
        }

        public Open advanced(long bytes) {
            return new Open(version, span, position + bytes, mark, failures);
        }

        public boolean isWhole() {
            return position == span.end();
        }
    }
}
