package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.http.HttpStore;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store as a process of its own that is killed again and again while it is written. 10 times by default; {@code mvn -pl
 * e2e verify -Dit.test=KillLoopIT -Dkills=100} for more.
 */
class KillLoopIT {
    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int CHUNK = 256 * 1024;
    private static final long LENGTH = 512L * 1024 * 1024;
    private static final int WRITERS = 4;
    private static final long SEED = Long.getLong("seed", 20);

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ByteRanges> acknowledged = new ConcurrentHashMap<>();
    private final Random random = new Random(SEED);

    @TempDir
    Path data;

    @Test
    void whatWasAcknowledgedIsThereAndRightAfterEveryKill() throws Exception {
        long lost = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // Given
            try (StoreProcess store = StoreProcess.start(data)) {
                HttpStore client = client(store);
                lost += missing(client);

                // When
                List<CompletableFuture<Void>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    String film = "film-" + writer;
                    long start = CHUNK * random.nextLong(LENGTH / CHUNK / 2);
                    writers.add(CompletableFuture.runAsync(() -> writeUntilBroken(client, film, start)));
                }
                store.killAfter(100 + random.nextInt(400));
                CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new))
                        .get(30, TimeUnit.SECONDS);
                client.close().await();
            }
        }

        // Then
        long chunks =
                acknowledged.values().stream().mapToLong(ByteRanges::bytes).sum() / CHUNK;
        List<Damage> damages = audit();
        try (StoreProcess store = StoreProcess.start(data)) {
            lost += missing(client(store));
        }
        System.out.printf(
                "kill loop: %d kills, %d chunks acknowledged, %d lost, %d wrong (seed %d)%n",
                KILLS, chunks, lost, damages.size(), SEED);
        assertThat(chunks).isPositive();
        assertThat(lost).as("acknowledged chunks lost").isZero();
        assertThat(damages).isEmpty();
        vertx.close().await();
    }

    private void writeUntilBroken(HttpStore client, String film, long from) {
        try {
            for (long at = from; at + CHUNK <= LENGTH; at += CHUNK) {
                SpanSink sink = client.spanWriter().open(head(film, at)).await(10, TimeUnit.SECONDS);
                sink.write(Buffer.buffer(new RampContent(film, 1).bytes(at, CHUNK)));
                sink.end().await(10, TimeUnit.SECONDS);
                ByteRange chunk = ByteRange.ofLength(at, CHUNK);
                acknowledged.merge(film, ByteRanges.of(chunk), (before, now) -> before.plus(chunk));
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
                                    .await(10, TimeUnit.SECONDS),
                            Optional::isPresent)
                    .orElseThrow()
                    .complete();
            missing += film.getValue().minus(stored).bytes() / CHUNK;
        }
        return missing;
    }

    /** Compares index and files, and the files with what was written. */
    private List<Damage> audit() {
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

    private HttpStore client(StoreProcess store) {
        return new HttpStore(vertx, List.of(URI.create("http://127.0.0.1:" + store.port())), Optional.empty());
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
                null);
    }
}
