package dev.playhead.standalone.demo;

import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.LongConsumer;

/**
 * The body of one response, sent piece by piece at a rate; a slow reader slows it further. Event loop only.
 *
 * <p>One piece is in memory at a time: the next is read when the last is on the wire and its time has passed.
 */
final class PacedBody {
    /** 13 ms apart at the demo's rate: smooth for a player, and well above the grain of a timer. */
    private static final int PIECE = 32 * 1024;

    private final Vertx vertx;
    private final AsyncFile file;
    private final HttpServerResponse response;
    private final LongConsumer sent;
    private final Pacer pacer;
    private final Promise<Void> done = Promise.promise();
    private long position;
    private final long end;

    /**
     * @param file read by position, so several bodies may share it
     * @param sent told the bytes of each piece that has gone
     */
    PacedBody(
            Vertx vertx, AsyncFile file, ByteRange range, HttpServerResponse response, Pacer pacer, LongConsumer sent) {
        this.vertx = vertx;
        this.file = file;
        this.response = response;
        this.pacer = pacer;
        this.sent = sent;
        this.position = range.start();
        this.end = range.end();
    }

    /** Sends all and ends the response; fails when the client goes or the file cannot be read. Called once. */
    Future<Void> send() {
        next();
        return done.future();
    }

    private void next() {
        if (position == end) {
            response.end().onComplete(done);
            return;
        }
        int length = (int) Math.min(PIECE, end - position);
        file.read(Buffer.buffer(length), 0, position, length)
                .compose(piece -> piece.length() == length
                        ? response.write(piece)
                        : Future.failedFuture("file ends before byte " + (position + length)))
                .onSuccess(written -> advance(length))
                .onFailure(done::tryFail);
    }

    private void advance(int length) {
        position += length;
        sent.accept(length);
        long pause = pacer.millisAfter(length, System.nanoTime());
        if (pause == 0) {
            next();
        } else {
            vertx.setTimer(pause, timer -> next());
        }
    }
}
