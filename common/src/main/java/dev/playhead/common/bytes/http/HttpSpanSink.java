package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The sink of one span at a store elsewhere: one PUT whose body is the span.
 *
 * <p>The store says {@code 100 Continue} when it takes the span, and answers before the body's end when it gives it up.
 * A write succeeds when the bytes are on their way; only {@link #end} tells that they have arrived.
 */
final class HttpSpanSink implements SpanSink {
    /** More on the way keeps the connection busy; less would wait for the other side's reads. */
    private static final int QUEUE_BYTES = 2 * 1024 * 1024;

    private static final int NO_CONTENT = 204;

    private final URI store;
    private final HttpClientRequest request;
    private final Promise<SpanSink> opened = Promise.promise();
    private final Promise<Void> answered = Promise.promise();
    private @Nullable StoreException failure;
    private @Nullable Runnable resume;
    private boolean ended;

    private HttpSpanSink(URI store, HttpClientRequest request) {
        this.store = store;
        this.request = request;
    }

    static Future<SpanSink> open(StoreCalls calls, SpanHead head) {
        if (head.range().end() > head.version().length()) {
            return Future.failedFuture(new IllegalArgumentException("range " + head.range() + " ends behind the length "
                    + head.version().length()));
        }
        URI store = calls.storeOf(head.media());
        return calls.request(HttpMethod.PUT, store, StoreProtocol.contentPath(head.media()))
                .compose(request -> new HttpSpanSink(store, request).start(head));
    }

    private Future<SpanSink> start(SpanHead head) {
        StoreProtocol.writeHead(request.headers(), head);
        request.setChunked(true).setWriteQueueMaxSize(QUEUE_BYTES).putHeader("expect", "100-continue");
        request.continueHandler(taken -> opened.tryComplete(this));
        request.exceptionHandler(broken -> fail(StoreCalls.unavailable(store, broken)));
        request.response().onSuccess(this::answer).onFailure(broken -> fail(StoreCalls.unavailable(store, broken)));
        request.sendHead();
        return opened.future();
    }

    private void answer(HttpClientResponse response) {
        if (response.statusCode() == NO_CONTENT && ended) {
            answered.tryComplete();
            return;
        }
        StoreCalls.refusal(response).onSuccess(refusal -> {
            // The store has put what it had in order before it refused the rest.
            answered.tryComplete();
            fail(refusal);
        });
    }

    private void fail(StoreException reason) {
        if (failure == null && !answeredWell()) {
            failure = reason;
            opened.tryFail(reason);
            if (!ended) {
                // Half a request is on the connection: resetting the stream would leave it to the next one.
                request.connection().close();
            }
            answered.tryFail(reason);
            wake();
        }
    }

    private boolean answeredWell() {
        return ended && answered.future().succeeded();
    }

    private void wake() {
        Runnable waiting = resume;
        if (waiting != null) {
            resume = null;
            waiting.run();
        }
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        if (ended) {
            return Future.failedFuture(new IllegalStateException("the span has been ended"));
        }
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        if (bytes.length() == 0) {
            return Future.succeededFuture();
        }
        return request.write(bytes).recover(broken -> Future.failedFuture(reason(broken)));
    }

    private StoreException reason(Throwable broken) {
        StoreException known = failure;
        return known != null ? known : StoreCalls.unavailable(store, broken);
    }

    @Override
    public boolean isFull() {
        return failure == null && request.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable whenDrained) {
        resume = whenDrained;
        request.drainHandler(drained -> wake());
    }

    @Override
    public Future<Void> end() {
        if (ended) {
            return Future.failedFuture(new IllegalStateException("the span has been ended"));
        }
        ended = true;
        if (failure == null) {
            request.end().onFailure(broken -> fail(StoreCalls.unavailable(store, broken)));
        }
        return answered.future();
    }
}
