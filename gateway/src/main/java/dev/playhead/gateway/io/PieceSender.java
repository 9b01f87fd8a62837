package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.http.core.ResponseBody;
import dev.playhead.common.model.ByteRange;
import dev.playhead.gateway.core.stream.WriteStall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sends the pieces of one body, one after another, each out of a read that holds it. Event loop only. */
final class PieceSender {
    private final ResponseBody body;
    private final BodyOutput output;
    private final BodyPump.Listener listener;
    private final Executor turns;
    private final InstantSource time;
    private final WriteStall stall;
    private int index;
    private long sentBefore;
    private long counted;
    private @Nullable BodyPump pump;

    /**
     * @param turns runs what has to let other streams go first, on the event loop
     * @param writeStall how long a player may take nothing; zero for ever
     */
    PieceSender(
            ResponseBody body,
            BodyOutput output,
            BodyPump.Listener listener,
            Executor turns,
            InstantSource time,
            Duration writeStall) {
        this.body = body;
        this.output = output;
        this.listener = listener;
        this.turns = turns;
        this.time = time;
        this.stall = new WriteStall(writeStall, time.instant());
    }

    /** Sends a body into the response to a request. */
    static PieceSender of(
            HttpServerRequest http, StreamServices services, ResponseBody body, BodyPump.Listener listener) {
        Context context = services.vertx().getOrCreateContext();
        return new PieceSender(
                body,
                new HttpBodyOutput(http, services.vertx(), services.pages()),
                listener,
                turn -> context.runOnContext(ignored -> turn.run()),
                services.time(),
                services.writeStall());
    }

    /** The range of the piece that is sent now. */
    ByteRange range() {
        return body.pieces().get(index).range();
    }

    /** Sends the piece; the listener hears of it. */
    void send(MediaRead read) {
        BodyWriter writer = output.writer(body.pieces().get(index).head());
        BodyPump carrying = new BodyPump(read, writer, range(), listener, turns, time);
        pump = carrying;
        carrying.run();
    }

    /** Goes on to the next piece, when the listener has heard that this one is done; false when it was the last. */
    boolean advance() {
        if (index + 1 == body.pieces().size()) {
            return false;
        }
        sentBefore = sent();
        pump = null;
        index++;
        return true;
    }

    /** Ends the response behind the last piece. */
    Future<Void> end() {
        return output.end(body.end());
    }

    /** Whether the player is to be given up because it takes nothing of what is there. */
    boolean isStalled(boolean waiting, Instant now) {
        return stall.look(sent(), waiting, now);
    }

    void stop() {
        if (pump != null) {
            pump.stop();
        }
    }

    /** The first byte that the player's socket has not taken. */
    long position() {
        return pump == null ? range().start() : pump.position();
    }

    /** Whether a read has all that the player has not taken of this piece. */
    boolean isServed(MediaRead read) {
        return read.readableEnd(position()) >= range().end();
    }

    /** Whether a read has so many bytes of this piece that the player has not taken, or all of them. */
    boolean hasAhead(MediaRead read, long bytes) {
        long from = position();
        return read.readableEnd(from) >= Math.min(range().end(), from + bytes);
    }

    /** How many bytes of the media the player's socket has taken since this was last asked. */
    long countSent() {
        long before = counted;
        counted = sent();
        return counted - before;
    }

    private long sent() {
        return sentBefore + (pump == null ? 0 : pump.sent());
    }
}
