package dev.playhead.gateway.io.direct;

/** Why a stream got nothing from its origin. Carries no stack trace: these are outcomes, not faults of the program. */
abstract sealed class DirectFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DirectFailure(String message) {
        super(message, null, false, false);
    }

    /** The origin cannot be reached, breaks off, or is asked by as many as may; another time it may go on. */
    static final class Broken extends DirectFailure {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** The origin's answer cannot stand in for the media's bytes, and no other will. */
    static final class Unfit extends DirectFailure {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }
}
