package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.http.HttpStore;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Validator;
import dev.playhead.store.io.audit.Damage;
import dev.playhead.store.io.audit.Report;
import dev.playhead.store.io.audit.StoreAudit;
import dev.playhead.store.io.audit.Watcher;
import dev.playhead.testkit.origin.RampContent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** A store in a process that is killed while it is written, started again, and asked what it still has. */
final class KilledStore {
    private static final int CHUNK = 256 * 1024;
    private static final long LENGTH = 512L * 1024 * 1024;
    private static final int WRITERS = 4;
    private static final long PATIENCE_SECONDS = 10;

    /** A kill comes when so many chunks of a life have been acknowledged, or a little later. */
    private static final int CHUNKS_BEFORE = 4;

    private static final int MOST_MILLIS_AFTER = 300;
    private static final HttpClient VIEWER = HttpClient.newHttpClient();

    private final Map<String, ByteRanges> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger thisLife = new AtomicInteger();
    private final Path data;
    private final Random random;

    KilledStore(Path data, Random random) {
        this.data = data;
        this.random = random;
    }

    /** What became of the chunks that the store said it has; a lost one is counted at each start that lacks it. */
    record Outcome(int kills, long acknowledged, long lost, long wrong) {
        Outcome plus(Outcome other) {
            return new Outcome(
                    kills + other.kills, acknowledged + other.acknowledged, lost + other.lost, wrong + other.wrong);
        }
    }

    /** Lets it be written and killed so often, and looks what is left each time. */
    Outcome live(int kills) {
        Vertx vertx = Vertx.vertx();
        try {
            long lost = 0;
            for (int kill = 0; kill < kills; kill++) {
                lost += life(vertx, this::writeUntilKilled);
            }
            AtomicLong wrong = new AtomicLong();
            lost += life(vertx, (store, client) -> wrong.set(wronglyServed(store)));
            long chunks =
                    acknowledged.values().stream().mapToLong(ByteRanges::bytes).sum() / CHUNK;
            return new Outcome(kills, chunks, lost, wrong.get() + damages().size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            vertx.close().await();
        }
    }

    /** Starts it, does something to it, and kills it; returns how many chunks it did not have any more in the beginning. */
    private long life(Vertx vertx, BiConsumer<StoreProcess, HttpStore> action) throws IOException {
        try (StoreProcess store = StoreProcess.start(data)) {
            HttpStore client =
                    new HttpStore(vertx, List.of(URI.create("http://127.0.0.1:" + store.port())), Optional.empty());
            long missing = missing(client);
            action.accept(store, client);
            client.close().await();
            return missing;
        }
    }

    private void writeUntilKilled(StoreProcess store, HttpStore client) {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        thisLife.set(0);
        for (int writer = 0; writer < WRITERS; writer++) {
            String film = "film-" + writer;
            long start = CHUNK * random.nextLong(LENGTH / CHUNK / 2);
            writers.add(CompletableFuture.runAsync(() -> writeUntilBroken(client, film, start)));
        }
        await().until(() -> thisLife.get() >= CHUNKS_BEFORE);
        try {
            store.killAfter(random.nextInt(MOST_MILLIS_AFTER));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new))
                .orTimeout(3 * PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void writeUntilBroken(HttpStore client, String film, long from) {
        try {
            for (long at = from; at + CHUNK <= LENGTH; at += CHUNK) {
                SpanSink sink = client.spanWriter().open(head(film, at)).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                sink.write(Buffer.buffer(new RampContent(film, 1).bytes(at, CHUNK)));
                sink.end().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                ByteRange chunk = ByteRange.ofLength(at, CHUNK);
                acknowledged.merge(film, ByteRanges.of(chunk), (before, now) -> before.plus(chunk));
                thisLife.incrementAndGet();
            }
        } catch (Exception killed) {
            // What was not acknowledged may be there or not.
        }
    }

    private long missing(HttpStore client) {
        long missing = 0;
        for (Map.Entry<String, ByteRanges> film : acknowledged.entrySet()) {
            ByteRanges stored = await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(
                            () -> client.mediaCatalog()
                                    .find(media(film.getKey()))
                                    .await(PATIENCE_SECONDS, TimeUnit.SECONDS),
                            Optional::isPresent)
                    .orElseThrow()
                    .complete();
            missing += film.getValue().minus(stored).bytes() / CHUNK;
        }
        return missing;
    }

    /** Returns how many of the acknowledged chunks a viewer gets other bytes of than were written. */
    private long wronglyServed(StoreProcess store) {
        long wrong = 0;
        for (Map.Entry<String, ByteRanges> film : acknowledged.entrySet()) {
            RampContent written = new RampContent(film.getKey(), 1);
            for (ByteRange range : film.getValue().asList()) {
                for (long at = range.start(); at < range.end(); at += CHUNK) {
                    wrong += Arrays.equals(read(store, film.getKey(), at), written.bytes(at, CHUNK)) ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    private static byte[] read(StoreProcess store, String film, long at) {
        URI content = URI.create("http://127.0.0.1:" + store.port() + StoreProtocol.contentPath(media(film)));
        HttpRequest request = HttpRequest.newBuilder(content)
                .header("Range", "bytes=" + at + "-" + (at + CHUNK - 1))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
        return VIEWER.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .join()
                .body();
    }

    /** Compares index and files. */
    private List<Damage> damages() {
        List<Damage> damages = new ArrayList<>();
        try (StoreAudit audit = StoreAudit.open(data)) {
            Report report = audit.run(new Watcher() {
                @Override
                public void progressed(long bytes, long total) {}

                @Override
                public void found(Damage damage) {
                    damages.add(damage);
                }
            });
            assertThat(report.chunks()).isPositive();
        }
        return damages;
    }

    private static MediaId media(String film) {
        return MediaId.of(new OriginName("films"), "/" + film);
    }

    private static SpanHead head(String film, long start) {
        return new SpanHead(
                media(film),
                new MediaSource("/" + film, null),
                new MediaVersion(new Validator("\"v1\"", null), LENGTH, CHUNK, "video/mp4"),
                new CommandId("c" + start),
                1,
                ByteRange.ofLength(start, CHUNK),
                Duration.ofMillis(1),
                Freshness.unsaid(Instant.EPOCH),
                null);
    }
}
