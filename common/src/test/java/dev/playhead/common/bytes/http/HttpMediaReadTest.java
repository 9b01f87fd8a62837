package dev.playhead.common.bytes.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reads ask a store for, of one that has everything. */
class HttpMediaReadTest {
    private static final int LENGTH = 20 * 1024 * 1024 + 7;
    private static final MediaId FILM = MediaId.of(new OriginName("films"), "/film");
    private static final MediaVersion VERSION =
            new MediaVersion(new Validator("\"v1\"", null), LENGTH, 1024 * 1024, "video/mp4");
    private static final int LIMIT = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicLong asked = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = result(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
    }

    private void serve(HttpServerRequest request) {
        ByteRange range = bytesOf(request.getHeader("range"));
        asked.addAndGet(range.length());
        StoreProtocol.writeVersion(request.response().headers(), VERSION);
        StoreProtocol.writeFreshness(request.response().headers(), Freshness.unsaid(Instant.EPOCH));
        request.response()
                .setStatusCode(206)
                .putHeader("content-range", new ContentRange(range, LENGTH).toHeader())
                .end(content(range));
    }

    private static ByteRange bytesOf(String header) {
        String[] ends = header.substring("bytes=".length()).split("-", 2);
        return ends[0].isEmpty()
                ? new ByteRange(LENGTH - Long.parseLong(ends[1]), LENGTH)
                : new ByteRange(Long.parseLong(ends[0]), Math.min(LENGTH, Long.parseLong(ends[1]) + 1));
    }

    private static Buffer content(ByteRange range) {
        byte[] bytes = new byte[(int) range.length()];
        for (int i = 0; i < bytes.length; i++) {
            long at = range.start() + i;
            bytes[i] = (byte) (at * 31 + (at >> 13));
        }
        return Buffer.buffer(bytes);
    }

    private HttpStore store(ReadMemory memory) {
        return new HttpStore(
                vertx, List.of(URI.create("http://127.0.0.1:" + server.actualPort())), Optional.empty(), memory);
    }

    private MediaRead open(HttpStore store, RequestedRange range) throws Exception {
        MediaRead read = on(() -> Future.succeededFuture(store.mediaReader().open(FILM, range)));
        on(read::version);
        return read;
    }

    private Buffer bytes(MediaRead read, long start, long end) throws Exception {
        return on(() -> {
            Promise<Buffer> all = Promise.promise();
            follow(read, start, end, Buffer.buffer(), all);
            return all.future();
        });
    }

    private static void follow(MediaRead read, long position, long end, Buffer into, Promise<Buffer> all) {
        if (position == end) {
            all.complete(into);
            return;
        }
        read.next(position, (int) Math.min(LIMIT, end - position))
                .onFailure(all::fail)
                .onSuccess(slice -> {
                    into.appendBuffer(((Slice.OfBuffer) slice).buffer());
                    follow(read, position + slice.length(), end, into, all);
                });
    }

    private <T> T on(Supplier<Future<T>> action) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> action.get().onComplete(done));
        return result(done.future());
    }

    private static <T> T result(Future<T> future) throws Exception {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        return done.get(20, TimeUnit.SECONDS);
    }

    @Test
    void putsPiecesTogether() throws Exception {
        // Given
        ReadMemory memory = new ReadMemory(Long.MAX_VALUE / 2);
        MediaRead read = open(store(memory), RequestedRange.WHOLE);

        // When
        Buffer bytes = bytes(read, 0, LENGTH);

        // Then
        assertThat(bytes).isEqualTo(content(new ByteRange(0, LENGTH)));
        assertThat(asked.get()).as("bytes asked for, each once").isEqualTo(LENGTH);
        on(() -> closed(read));
        assertThat(memory.taken()).isZero();
    }

    @Test
    void beginsALongSuffixWhereItBegins() throws Exception {
        // Given
        int count = 10_000_001;
        MediaRead read = open(store(new ReadMemory(Long.MAX_VALUE / 2)), new RequestedRange.Suffix(count));

        // When
        Buffer bytes = bytes(read, LENGTH - count, LENGTH);

        // Then
        assertThat(bytes).isEqualTo(content(new ByteRange(LENGTH - count, LENGTH)));
    }

    @Test
    void asksForNothingBehindWhatIsWanted() throws Exception {
        // Given
        MediaRead read = open(store(new ReadMemory(Long.MAX_VALUE / 2)), new RequestedRange.From(1000, 900_000L));

        // When
        Buffer bytes = bytes(read, 1000, 900_000);

        // Then
        assertThat(bytes).isEqualTo(content(new ByteRange(1000, 900_000)));
        assertThat(asked.get()).isEqualTo(899_000);
    }

    @Test
    void readersThatStopFillNoMemoryAndStarveNobody() throws Exception {
        // Given
        int limit = 8 * 1024 * 1024;
        int readers = 200;
        ReadMemory memory = new ReadMemory(limit);
        HttpStore store = store(memory);

        // When
        List<MediaRead> stopped = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            MediaRead read = open(store, RequestedRange.WHOLE);
            bytes(read, 0, 1);
            stopped.add(read);
        }

        // Then
        assertThat(asked.get()).isLessThanOrEqualTo(limit + (long) readers * ReadMemory.LEAST);
        MediaRead moving = open(store, RequestedRange.WHOLE);
        assertThat(bytes(moving, 0, LENGTH)).isEqualTo(content(new ByteRange(0, LENGTH)));
        assertThat(bytes(stopped.get(readers - 1), 1, LENGTH)).isEqualTo(content(new ByteRange(1, LENGTH)));
        for (MediaRead read : stopped) {
            on(() -> closed(read));
        }
        on(() -> closed(moving));
        assertThat(memory.taken()).isZero();
    }

    private static Future<Void> closed(MediaRead read) {
        read.close();
        return Future.succeededFuture();
    }
}
