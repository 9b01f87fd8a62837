package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.io.direct.FallbackRead;
import dev.playhead.gateway.io.direct.FallbackReads;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** The read that a stream has open, one after another; what an earlier one still tells is not heard. Event loop only. */
final class StreamRead {
    private final FallbackReads reads;
    private FallbackRead read;
    private RequestedRange wish;
    private int opened = 1;
    private boolean closed;

    StreamRead(FallbackReads reads, RequestedRange wish) {
        this.reads = reads;
        this.wish = wish;
        this.read = reads.open(wish);
    }

    FallbackRead read() {
        return read;
    }

    /** What the read was opened for. */
    RequestedRange wish() {
        return wish;
    }

    /** How many reads there were. */
    int opened() {
        return opened;
    }

    boolean covers(ByteRange range, MediaVersion version) {
        return wish.resolve(version.length())
                .filter(open -> open.contains(range))
                .isPresent();
    }

    /** Closes the read and opens another. */
    void reopen(RequestedRange next) {
        read.close();
        opened++;
        wish = next;
        read = reads.open(next);
    }

    /** Tells of the version that the read is pinned to, or why there is none; returns whether it did at once. */
    boolean describe(Consumer<MediaVersion> found, Consumer<Throwable> failed) {
        MediaRead asked = read;
        Future<MediaVersion> description = asked.version();
        boolean known = description.isComplete();
        description.onComplete(
                version -> {
                    if (!closed && asked == read) {
                        found.accept(version);
                    }
                },
                cause -> {
                    if (!closed && asked == read) {
                        failed.accept(cause);
                    }
                });
        return known;
    }

    void close() {
        closed = true;
        read.close();
    }
}
