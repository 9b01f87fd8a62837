package dev.playhead.fetcher.io;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.SpanWriter;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The one sink of a command: opened with the first accepted answer, kept over all tries, ended once. Event loop only. */
final class OneSink {
    private final SpanWriter writer;
    private @Nullable Future<SpanSink> opened;

    OneSink(SpanWriter writer) {
        this.writer = writer;
    }

    /** Succeeds with the sink, the same each time; fails with {@link dev.playhead.common.bytes.StoreException}. */
    Future<SpanSink> open(SpanHead head) {
        if (opened == null) {
            opened = writer.open(head);
        }
        return opened;
    }

    /** Whether the store has been told of the span, and tells the fleet of its end. */
    boolean isOpen() {
        return opened != null && opened.succeeded();
    }

    /** Ends the sink, also one that is still being opened; succeeds when there is none. To be called once. */
    Future<Void> end() {
        return opened == null
                ? Future.succeededFuture()
                : opened.transform(
                        result -> result.succeeded() ? result.result().end() : Future.succeededFuture());
    }
}
