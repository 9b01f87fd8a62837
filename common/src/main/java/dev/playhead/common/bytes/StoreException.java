package dev.playhead.common.bytes;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.VersionId;

/** Why a store did not do what was asked. Carries no stack trace: these are outcomes, not faults of the program. */
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreException(String message) {
        super(message, null, false, false);
    }

    /** A write for a version that is not the current one (409). */
    public static final class StaleVersion extends StoreException {
        private static final long serialVersionUID = 1L;

        public StaleVersion(MediaId media, VersionId offered, VersionId current) {
            super("media " + media + ": version " + offered + " is not current, " + current + " is");
        }

        public StaleVersion(String message) {
            super(message);
        }
    }

    /** The media's origin shows one version now and another then, so nothing of it is kept for a while (423). */
    public static final class Unsettled extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unsettled(MediaId media) {
            this("media " + media + ": its origin's mirrors disagree about its version");
        }

        public Unsettled(String message) {
            super(message);
        }
    }

    /** There is no room for more bytes (507). */
    public static final class Full extends StoreException {
        private static final long serialVersionUID = 1L;

        public Full(String message) {
            super(message);
        }
    }

    /** The store cannot be reached or cannot work (503). */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }

    /** The version a read is pinned to will never be complete (410). */
    public static final class VersionGone extends StoreException {
        private static final long serialVersionUID = 1L;

        public VersionGone(MediaId media, VersionId version) {
            super("media " + media + ": version " + version + " is gone");
        }

        public VersionGone(String message) {
            super(message);
        }
    }

    /** The read was closed by its own side. */
    public static final class Closed extends StoreException {
        private static final long serialVersionUID = 1L;

        public Closed() {
            super("the read is closed");
        }
    }
}
