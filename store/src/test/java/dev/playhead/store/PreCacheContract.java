package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.PreCache;
import dev.playhead.common.bytes.PreCache.State;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.PreCacheEvent.PreCacheCancelled;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way of asking a store for media beforehand owes its callers. */
abstract class PreCacheContract {
    private static final long LENGTH = 6 * CHUNK;
    private static final MediaVersion V1 = version(1, LENGTH);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path data;

    TestStore store;

    abstract PreCaches preCaches();

    @BeforeEach
    void open() {
        store = new TestStore(data);
        store.maxSize = DataSize.ofMebibytes(100);
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aWishForAnUnknownMediaIsToldToTheScheduler() {
        // When
        PreCache kept = request(wish("film", RequestedRange.WHOLE, Priority.MEDIUM));

        // Then
        assertThat(kept.state()).isEqualTo(State.FETCHING);
        assertThat(kept.stored()).isZero();
        assertThat(kept.wanted()).isNull();
        await().atMost(SOON).untilAsserted(() -> assertThat(store.bus.published(PreCacheRequested.class))
                .isNotEmpty()
                .allMatch(told -> told.media().equals(media("film"))
                        && told.priority() == Priority.MEDIUM
                        && told.range().equals(RequestedRange.WHOLE)));
    }

    @Test
    void saysHowMuchIsThereInWholeChunks() {
        // Given
        store.put("film", V1, 1, 0, 2 * CHUNK + 7);

        // When
        PreCache kept = request(wish("film", RequestedRange.WHOLE, Priority.MEDIUM));

        // Then
        assertThat(kept.stored()).isEqualTo(2 * CHUNK);
        assertThat(kept.wanted()).isEqualTo(LENGTH);
        assertThat(kept.state()).isEqualTo(State.FETCHING);
    }

    @Test
    void aRangeIsCompleteWhenItsBytesAreThere() {
        // Given
        store.put("film", V1, 1, CHUNK, 3 * CHUNK);

        // When
        PreCache kept = request(wish("film", new RequestedRange.From(CHUNK + 5L, 2L * CHUNK), Priority.MEDIUM));

        // Then
        assertThat(kept.state()).isEqualTo(State.COMPLETE);
        assertThat(kept.stored()).isEqualTo(CHUNK - 5);
        assertThat(kept.wanted()).isEqualTo(CHUNK - 5);
    }

    @Test
    void theSchedulerIsToldWhenItIsComplete() {
        // Given
        request(wish("film", RequestedRange.WHOLE, Priority.MEDIUM));

        // When
        store.put("film", V1, 1, 0, LENGTH);

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(store.bus.published(PreCacheCancelled.class))
                .extracting(PreCacheCancelled::media)
                .containsExactly(media("film")));
        assertThat(find("film").state()).isEqualTo(State.COMPLETE);
    }

    @Test
    void whatIsCancelledIsForgotten() {
        // Given
        request(wish("film", RequestedRange.WHOLE, Priority.MEDIUM));

        // When
        boolean cancelled = store.on(() -> preCaches().cancel(media("film")));

        // Then
        assertThat(cancelled).isTrue();
        assertThat(store.on(() -> preCaches().find(media("film")))).isEmpty();
        assertThat(store.on(() -> preCaches().cancel(media("film")))).isFalse();
        await().atMost(SOON)
                .until(() -> !store.bus.published(PreCacheCancelled.class).isEmpty());
    }

    @Test
    void whatIsGivenUpSaysWhy() {
        // Given
        request(wish("film", RequestedRange.WHOLE, Priority.MEDIUM));

        // When
        boolean known = store.on(() -> preCaches().giveUp(media("film"), "NOT_FOUND (status 404)"));

        // Then
        assertThat(known).isTrue();
        assertThat(find("film").state()).isEqualTo(State.FAILED);
        assertThat(find("film").problem()).isEqualTo("NOT_FOUND (status 404)");
        assertThat(store.on(() -> preCaches().giveUp(media("other"), "any"))).isFalse();
    }

    @Test
    void moreThanTheStoreHoldsIsRefused() {
        // Given
        store.put("large", version(1, 200L * 1024 * 1024), 1, 0, CHUNK);

        // Then
        assertThatThrownBy(() -> request(wish("large", RequestedRange.WHOLE, Priority.MEDIUM)))
                .isInstanceOf(StoreException.Full.class)
                .hasMessageContaining("200MiB")
                .hasMessageContaining("store.max-size");
        assertThat(store.on(() -> preCaches().list())).isEmpty();
    }

    @Test
    void whatFillsAWatchedMediaTakesNoWishesPlace() {
        // Given
        request(wish("film", new RequestedRange.From(0, (long) CHUNK), Priority.MEDIUM));

        // When
        PreCache kept = request(wish("film", RequestedRange.WHOLE, Priority.LOW));

        // Then
        assertThat(kept.wish().priority()).isEqualTo(Priority.MEDIUM);
        assertThat(kept.wish().range()).isEqualTo(new RequestedRange.From(0, (long) CHUNK));
    }

    @Test
    void wishesOutliveTheStore() {
        // Given
        List<PreCacheWish> wishes = List.of(
                wish("a", RequestedRange.WHOLE, Priority.MEDIUM),
                wish("b", new RequestedRange.From(7, 99L), Priority.LOW),
                wish("c", new RequestedRange.Suffix(500), Priority.MEDIUM));
        wishes.forEach(this::request);
        store.port = store.verticle.port();
        store.stop();

        // When
        store.start();

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(store.on(() -> preCaches().list()))
                        .extracting(PreCache::wish)
                        .containsExactlyInAnyOrderElementsOf(wishes));
    }

    private PreCache request(PreCacheWish wish) {
        return store.on(() -> preCaches().request(wish));
    }

    private PreCache find(String name) {
        return store.on(() -> preCaches().find(media(name))).orElseThrow();
    }

    private static PreCacheWish wish(String name, RequestedRange range, Priority priority) {
        return new PreCacheWish(media(name), new MediaSource("/" + name, "sealed"), range, priority);
    }
}
