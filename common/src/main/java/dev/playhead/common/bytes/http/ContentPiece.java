package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One GET of a piece of a media's content: what it has brought and what has become of it. One context only.
 *
 * <p>It is taken in as it comes, whoever waits for it: a piece is small, and a response that is paused would keep more
 * than that in the client.
 */
final class ContentPiece {
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_SATISFIABLE = 416;

    private final StoreCalls calls;
    private final ReadMemory memory;
    private final URI store;
    private final MediaId media;
    private final RequestedRange range;
    private final int most;
    private final Runnable changed;
    private final Deque<Buffer> queue = new ArrayDeque<>();
    private int queued;
    private long position;
    private long end;
    private @Nullable HttpClientRequest request;
    private boolean begun;
    private @Nullable MediaVersion version;
    private Freshness freshness = Freshness.unsaid(Instant.EPOCH);
    private @Nullable StoreException failure;
    /** Whether the connection may already serve somebody else. */
    private boolean exchanged;

    private boolean closed;

    /**
     * @param range what to ask for
     * @param most how many bytes that can be; taken from the memory, and given back when this is closed
     * @param changed called after each change
     */
    ContentPiece(StoreCalls calls, ReadMemory memory, MediaId media, RequestedRange range, int most, Runnable changed) {
        this.calls = calls;
        this.memory = memory;
        this.store = calls.storeOf(media);
        this.media = media;
        this.range = range;
        this.most = most;
        this.changed = changed;
        this.position = range.firstByte().orElse(0L);
    }

    void start() {
        calls.request(HttpMethod.GET, store, StoreProtocol.contentPath(media))
                .compose(this::send)
                .onSuccess(this::answered)
                .onFailure(this::broken);
    }

    private Future<HttpClientResponse> send(HttpClientRequest ready) {
        if (closed) {
            ready.reset();
            return Future.failedFuture(new StoreException.Closed());
        }
        request = ready;
        return ready.exceptionHandler(this::broken)
                .putHeader("range", range.toHeader())
                .send();
    }

    private void answered(HttpClientResponse answer) {
        if (closed) {
            answer.request().connection().close();
            return;
        }
        try {
            switch (answer.statusCode()) {
                case PARTIAL_CONTENT -> begin(answer);
                case NOT_SATISFIABLE -> {
                    describe(answer);
                    exchanged = true;
                    changed.run();
                }
                default ->
                    StoreCalls.refusal(answer).onSuccess(refusal -> {
                        exchanged = true;
                        fail(refusal);
                    });
            }
        } catch (IllegalArgumentException e) {
            broken(e);
        }
    }

    private void begin(HttpClientResponse answer) {
        ByteRange given = ContentRange.parse(String.valueOf(answer.getHeader("content-range")))
                .orElseThrow(() -> new IllegalArgumentException("store answered 206 without a Content-Range"))
                .range();
        if (given.length() > most) {
            throw new IllegalArgumentException("store answered " + given + " to " + range.toHeader());
        }
        describe(answer);
        begun = true;
        position = given.start();
        end = given.end();
        answer.handler(this::arrived).exceptionHandler(this::broken).endHandler(over -> over());
        changed.run();
    }

    private void describe(HttpClientResponse answer) {
        freshness = StoreProtocol.readFreshness(answer.headers());
        version = StoreProtocol.readVersion(answer.headers());
    }

    private void arrived(Buffer bytes) {
        if (closed) {
            return;
        }
        queue.add(bytes);
        queued += bytes.length();
        changed.run();
    }

    private void over() {
        exchanged = true;
        if (!isAllHere()) {
            broken(new IllegalStateException("body ended at " + (position + queued) + " of " + end));
        }
    }

    private void broken(Throwable cause) {
        fail(cause instanceof StoreException known ? known : StoreCalls.unavailable(store, cause));
    }

    private void fail(StoreException reason) {
        if (!closed && failure == null) {
            failure = reason;
            changed.run();
        }
    }

    @Nullable
    MediaVersion version() {
        return version;
    }

    /** What was said of the version, once that is known. */
    Freshness freshness() {
        return freshness;
    }

    @Nullable
    StoreException failure() {
        return failure;
    }

    /** Returns the position of the next byte that {@link #take} gives. */
    long position() {
        return position;
    }

    /** Whether all it was asked for has been taken. */
    boolean isEnded() {
        return begun && position >= end;
    }

    /** Whether what is still to be taken of it is half of it at most. */
    boolean isHalfTaken() {
        return begun && end - position <= most / 2;
    }

    /** Returns where it ends, exclusive; once some of it has been taken. */
    long end() {
        return end;
    }

    /** Whether nothing but the end of the answer is still to come, which costs its connection nothing. */
    private boolean isAllHere() {
        return begun && position + queued >= end;
    }

    /** How many bytes of memory it may take. */
    int most() {
        return most;
    }

    boolean hasBytes() {
        return queued > 0;
    }

    /** Returns where the bytes end that are here from a position on; the position itself when it is not here. */
    long heldEnd(long at) {
        return position <= at ? Math.max(at, position + queued) : at;
    }

    /** Takes the next bytes; only when it {@link #hasBytes}. */
    Buffer take(int limit) {
        Buffer first = queue.remove();
        Buffer taken = first;
        if (first.length() > limit) {
            taken = first.slice(0, limit);
            queue.addFirst(first.slice(limit, first.length()));
        }
        queued -= taken.length();
        position += taken.length();
        return taken;
    }

    /** Lets go of it; repeated calls do nothing. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        memory.giveBack(most);
        queue.clear();
        if (request != null && !exchanged && !isAllHere()) {
            request.connection().close();
        }
    }
}
