package dev.playhead.common.kafka;

/** An event did not go out; the message names the topic and what was in the way. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishException(String message) {
        super(message);
    }
}
