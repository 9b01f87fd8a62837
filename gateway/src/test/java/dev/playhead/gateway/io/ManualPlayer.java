package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A player whose socket takes bytes when a test says so, and listens to what becomes of its stream. One thread. */
final class ManualPlayer implements BodyOutput, BodyWriter, BodyPump.Listener {
    private final Buffer body = Buffer.buffer();
    private @Nullable Buffer offered;
    private Promise<Void> written = Promise.promise();
    private long taken;
    private int done;

    /** Takes some bytes of the slice that is written. */
    void take(int count) {
        Buffer slice = slice();
        body.appendBuffer(slice.slice((int) taken, (int) taken + count));
        taken += count;
        if (taken == slice.length()) {
            offered = null;
            taken = 0;
            written.complete();
        }
    }

    /** Takes the rest of the slice that is written, and of those that follow it, until there is none. */
    void takeAll() {
        while (isOffered()) {
            take(slice().length() - (int) taken);
        }
    }

    boolean isOffered() {
        return offered != null;
    }

    /** What it has got, framing included. */
    Buffer body() {
        return body;
    }

    /** How many pieces have been written to their end. */
    int done() {
        return done;
    }

    private Buffer slice() {
        return Objects.requireNonNull(offered, "nothing is written to the player");
    }

    @Override
    public BodyWriter writer(String head) {
        body.appendString(head);
        return this;
    }

    @Override
    public Future<Void> end(String tail) {
        body.appendString(tail);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> write(Slice slice) {
        offered = ((Slice.OfBuffer) slice).buffer();
        taken = 0;
        written = Promise.promise();
        return written.future();
    }

    @Override
    public long progress() {
        return taken;
    }

    @Override
    public void onWaiting() {}

    @Override
    public void onWriting() {}

    @Override
    public void onDone() {
        done++;
    }

    @Override
    public void onUnreadable(Throwable cause) {
        throw new AssertionError("what the test holds can be read", cause);
    }

    @Override
    public void onUnwritable(Throwable cause) {
        throw new AssertionError("the player takes what it is given", cause);
    }
}
