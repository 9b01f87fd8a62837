package dev.playhead.store.io.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.TestStore;
import dev.playhead.store.io.run.OpenStore;
import dev.playhead.store.io.run.StoreLife;
import dev.playhead.testkit.ManualClock;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays in memory, and for how long. */
class MediaRegistryIT {
    private static final int KEPT = 3;

    @TempDir
    Path data;

    private final ManualClock clock = new ManualClock();
    private TestStore ground;
    private StoreLife life;
    private OpenStore store;

    @BeforeEach
    void open() {
        ground = new TestStore(data);
        StoreConfig config = new StoreConfig(
                data,
                "127.0.0.1",
                0,
                new DataSize(0),
                new DataSize(0),
                Optional.empty(),
                new DataSize(0),
                StoreConfig.SEND_BUFFER.fallback(),
                Duration.ofSeconds(30),
                KEPT,
                Duration.ZERO,
                DataSize.ofMebibytes(1));
        life = ground.on(() -> StoreLife.begin(
                ground.vertx,
                config,
                ground.bus,
                new StoreLife.Surroundings(clock, () -> Long.MAX_VALUE, Steps.UNWATCHED)));
        store = life.store();
    }

    @AfterEach
    void close() {
        ground.on(life::end);
        ground.close();
    }

    @Test
    void mediaThatNobodyDescribesLeavesNothingBehind() {
        // Given
        List<MediaRead> reads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "unknown-" + i;
            reads.add(ground.on(() ->
                    Future.succeededFuture(store.mediaReader().open(TestStore.media(name), RequestedRange.WHOLE))));
        }
        assertThat(store.mediaInMemory()).isEqualTo(20);
        // When
        reads.forEach(read -> ground.on(() -> {
            read.close();
            return Future.succeededFuture();
        }));
        // Then
        assertThat(store.mediaInMemory()).isZero();
    }

    @Test
    void onlySoManyUnusedMediaStayInMemoryAndTheOthersComeBack() {
        // Given
        for (int i = 0; i < 8; i++) {
            put("film-" + i);
        }
        // When: what is on the disk may be closed, and the next release makes room
        ground.on(store::force);
        for (int i = 0; i < 8; i++) {
            String name = "film-" + i;
            ground.on(() -> store.mediaCatalog().find(TestStore.media(name)));
        }
        // Then
        await().untilAsserted(() -> assertThat(store.mediaInMemory()).isLessThanOrEqualTo(KEPT));
        for (int i = 0; i < 8; i++) {
            String name = "film-" + i;
            assertThat(ground.on(() -> store.mediaCatalog().find(TestStore.media(name))))
                    .get()
                    .satisfies(found -> assertThat(found.complete().bytes()).isEqualTo(TestStore.CHUNK));
        }
    }

    private void put(String name) {
        SpanSink sink = ground.on(() -> store.spanWriter()
                .open(TestStore.head(name, TestStore.version(1, TestStore.CHUNK), 0, TestStore.CHUNK)));
        ground.on(() -> sink.write(TestStore.content(name, 1, 0, TestStore.CHUNK)));
        ground.on(sink::end);
    }
}
