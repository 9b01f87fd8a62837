package dev.playhead.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker cannot run; the message names the directory or port that stands in its way. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
