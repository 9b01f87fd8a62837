package dev.playhead.standalone.run;

import org.jspecify.annotations.Nullable;

/** Why a process cannot start; the message is one line that names the thing, for whoever typed the command. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
