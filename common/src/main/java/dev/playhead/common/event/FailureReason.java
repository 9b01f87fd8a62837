package dev.playhead.common.event;

/** Why a fetcher gave a command up. */
public enum FailureReason {
    /** 401 or 403: the origin wants a credential that this request did not carry. */
    REFUSED,
    /** 404 or 410. */
    NOT_FOUND,
    /** 416: the range lies behind the end of the media. */
    UNSATISFIABLE,
    /** The answer cannot be kept: no length, no validator, an encoding, {@code no-store}, mirrors that disagree. */
    NOT_CACHEABLE,
    /** The answer breaks the protocol or contradicts itself. */
    PROTOCOL,
    /** Transient failures until the retries were used up. */
    EXHAUSTED,
    /** The store refused the bytes: not the current version. */
    STALE_VERSION,
    /** The store cannot take bytes: full, failing or away. */
    STORE,
    /** The command was cancelled. */
    CANCELLED;

    /** Whether trying again soon cannot help, so that whoever waits must be told now. */
    public boolean isPermanent() {
        return this == REFUSED
                || this == NOT_FOUND
                || this == UNSATISFIABLE
                || this == NOT_CACHEABLE
                || this == PROTOCOL;
    }
}
