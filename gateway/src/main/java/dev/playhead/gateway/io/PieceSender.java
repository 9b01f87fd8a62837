package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.http.core.ResponseBody;
import dev.playhead.common.model.ByteRange;
import dev.playhead.gateway.core.stream.WriteStall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends the pieces of one body, one after another, each out of a read that holds it. Event loop only. */
final class PieceSender {
    private final HttpServerRequest http;
    private final StreamServices services;
    private final ResponseBody body;
    private final BodyPump.Listener listener;
    private final WriteStall stall;
    private int index;
    private long sentBefore;
    private long counted;
    private @Nullable BodyPump pump;

    PieceSender(HttpServerRequest http, StreamServices services, ResponseBody body, BodyPump.Listener listener) {
        this.http = http;
        this.services = services;
        this.body = body;
        this.listener = listener;
        this.stall = new WriteStall(services.writeStall(), services.time().instant());
    }

    /** The range of the piece that is sent now. */
    ByteRange range() {
        return body.pieces().get(index).range();
    }

    /** Sends the piece; the listener hears of it. */
    void send(MediaRead read) {
        String head = body.pieces().get(index).head();
        BodyWriter writer = head.isEmpty() ? slices() : new PrefacedWriter(http.response(), head, slices());
        BodyPump carrying =
                new BodyPump(read, writer, range(), listener, services.vertx().getOrCreateContext(), services.time());
        pump = carrying;
        carrying.run();
    }

    private BodyWriter slices() {
        BodyWriter buffers = new BufferWriter(services.vertx(), http.response());
        return RegionWriter.suits(http) ? RegionWriter.of(http, services.pages(), buffers) : buffers;
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
        HttpServerResponse response = http.response();
        return body.end().isEmpty() ? response.end() : response.end(Buffer.buffer(body.end()));
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
