package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.http.core.ResponseBody;
import dev.playhead.common.http.core.ResponsePlan;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one stream, and how far its player has taken it.
 *
 * <p>There is none until the media is described, and there is nothing to send of one without a body: then what is asked
 * here has the answer of a stream that has not begun. Event loop only.
 */
final class StreamAnswer {
    private final MediaQuery query;
    private final Function<ResponseBody, PieceSender> senders;
    private @Nullable PlannedAnswer planned;
    private @Nullable PieceSender sender;

    /** @param senders makes who sends a body */
    StreamAnswer(MediaQuery query, Function<ResponseBody, PieceSender> senders) {
        this.query = query;
        this.senders = senders;
    }

    /** Settles on an answer; returns whether it has a body to send. */
    boolean begin(PlannedAnswer answer) {
        planned = answer;
        if (query.head() || answer.body().pieces().isEmpty()) {
            return false;
        }
        sender = senders.apply(answer.body());
        return true;
    }

    /** The version has gone before a byte of it was sent: the next one is answered for. */
    void forget() {
        stop();
        sender = null;
        planned = null;
    }

    /** Sends nothing more; what was sent can still be asked. */
    void stop() {
        if (sender != null) {
            sender.stop();
        }
    }

    /** Returns what was settled on, or null. */
    @Nullable
    PlannedAnswer planned() {
        return planned;
    }

    /** Returns who sends its body, if it has one. */
    Optional<PieceSender> sender() {
        return Optional.ofNullable(sender);
    }

    /** Returns what the player has not taken yet, if any of it is to be sent. An open end stays open. */
    Optional<RequestedRange> remaining() {
        if (sender == null) {
            return Optional.empty();
        }
        long position = sender.position();
        long end = sender.range().end();
        return Optional.of(new RequestedRange.From(position, isBounded() && position < end ? end : null));
    }

    private boolean isBounded() {
        return planned != null && planned.plan() instanceof ResponsePlan.Parts
                || query.wish() instanceof RequestedRange.From from && from.end() != null;
    }

    /** Whether a read has all that the player has not taken. */
    boolean isServed(MediaRead read) {
        return sender != null && sender.isServed(read);
    }

    /** Whether a read has all bytes from where the player is up to a position, exclusive. */
    boolean reaches(MediaRead read, long position) {
        return sender != null && read.readableEnd(sender.position()) >= position;
    }

    /** Whether the player is to be given up because it takes nothing of what is there. */
    boolean isStalled(boolean waiting, Instant now) {
        return sender != null && sender.isStalled(waiting, now);
    }

    /** Returns how many bytes of the media the player's socket has taken since this was last asked. */
    long countSent() {
        return sender == null ? 0 : sender.countSent();
    }
}
