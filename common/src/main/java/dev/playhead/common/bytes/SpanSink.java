package dev.playhead.common.bytes;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Takes the bytes of one span, in order, from where its head said. Used from the context that opened it.
 *
 * <p>Bytes that are readable already are discarded: the first writer wins.
 */
public interface SpanSink {

    /**
     * Appends bytes; they are readable before the future completes.
     *
     * @return succeeds when the bytes are in the file; fails with {@link StoreException} when the span must be given up
     */
    Future<Void> write(Buffer bytes);

    /** Whether so many bytes wait to be written that the sender should pause its source. */
    boolean isFull();

    /** Sets what to call once when there is room again after {@link #isFull} was true. */
    void onDrain(Runnable resume);

    /**
     * Ends the span where it stands, early or whole; what was written stays. Call it exactly once, also after a failure.
     *
     * @return succeeds when the whole chunks of the span are in the index; fails with {@link StoreException} when not
     */
    Future<Void> end();
}
