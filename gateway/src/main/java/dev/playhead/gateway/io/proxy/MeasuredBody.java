package dev.playhead.gateway.io.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body whose length is known although its transfer coding does not tell it: any other length is a failure. Event loop only. */
final class MeasuredBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private long missing;
    private Handler<Throwable> broken = cause -> {};

    /** @param length that the body must have, bytes */
    MeasuredBody(ReadStream<Buffer> body, long length) {
        this.body = body;
        this.missing = length;
    }

    @Override
    public MeasuredBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        broken = handler == null ? cause -> {} : handler;
        body.exceptionHandler(handler);
        return this;
    }

    /** What comes behind the end is not given on. */
    @Override
    public MeasuredBody handler(@Nullable Handler<Buffer> handler) {
        body.handler(
                handler == null
                        ? null
                        : bytes -> {
                            missing -= bytes.length();
                            if (missing >= 0) {
                                handler.handle(bytes);
                            } else {
                                broken.handle(new ContradictoryAnswer("a body longer than its Content-Range"));
                            }
                        });
        return this;
    }

    @Override
    public MeasuredBody endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(
                handler == null
                        ? null
                        : end -> {
                            if (missing == 0) {
                                handler.handle(end);
                            } else if (missing > 0) {
                                broken.handle(new ContradictoryAnswer("a body shorter than its Content-Range"));
                            }
                        });
        return this;
    }

    @Override
    public MeasuredBody pause() {
        body.pause();
        return this;
    }

    @Override
    public MeasuredBody resume() {
        body.resume();
        return this;
    }

    @Override
    public MeasuredBody fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
