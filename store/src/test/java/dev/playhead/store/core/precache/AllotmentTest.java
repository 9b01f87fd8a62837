package dev.playhead.store.core.precache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllotmentTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatWasAskedForFirstGetsTheRoom() {
        // Given
        Intent first = intent("first", Priority.MEDIUM, 0, 60L);
        Intent second = intent("second", Priority.MEDIUM, 1, 60L);

        // When
        Allotment allotment = Allotment.of(List.of(second, first), Set.of(), 100);

        // Then
        assertThat(allotment.fetched()).containsExactly(first.media());
        assertThat(allotment.roomless()).containsExactly(second.media());
    }

    @Test
    void whatUsersAskForGoesBeforeWhatWasWatched() {
        // Given
        Intent watched = intent("watched", Priority.LOW, 0, 60L);
        Intent asked = intent("asked", Priority.MEDIUM, 1, 60L);

        // When
        Allotment allotment = Allotment.of(List.of(watched, asked), Set.of(), 100);

        // Then
        assertThat(allotment.fetched()).containsExactly(asked.media());
        assertThat(allotment.roomless()).containsExactly(watched.media());
    }

    @Test
    void aSmallWishPassesALargeOneThatDoesNotFit() {
        // Given
        Intent large = intent("large", Priority.MEDIUM, 0, 200L);
        Intent small = intent("small", Priority.MEDIUM, 1, 60L);

        // When
        Allotment allotment = Allotment.of(List.of(large, small), Set.of(), 100);

        // Then
        assertThat(allotment.fetched()).containsExactly(small.media());
    }

    @Test
    void whatIsCompleteKeepsItsRoom() {
        // Given
        Intent complete = intent("complete", Priority.MEDIUM, 5, 60L).completed(NOW);
        Intent open = intent("open", Priority.MEDIUM, 0, 60L);

        // When
        Allotment allotment = Allotment.of(List.of(open, complete), Set.of(), 100);

        // Then
        assertThat(allotment.fetched()).isEmpty();
        assertThat(allotment.roomless()).containsExactly(open.media());
        assertThat(Allotment.roomFor(open.wish(), List.of(open, complete), 100)).isEqualTo(40);
    }

    @Test
    void aWishOfUnknownSizeIsLetGo() {
        // Given
        Intent unknown = intent("unknown", Priority.MEDIUM, 0, null);

        // When
        Allotment allotment = Allotment.of(List.of(unknown), Set.of(), 100);

        // Then
        assertThat(allotment.fetched()).containsExactly(unknown.media());
    }

    @Test
    void aWishThatHadToGiveBytesBackIsLeftAlone() {
        // Given
        Intent suspended = intent("suspended", Priority.MEDIUM, 0, 10L);

        // When
        Allotment allotment = Allotment.of(List.of(suspended), Set.of(suspended.media()), 100);

        // Then
        assertThat(allotment.fetched()).isEmpty();
        assertThat(allotment.roomless()).containsExactly(suspended.media());
    }

    @Test
    void whatHasFailedIsNotFetched() {
        // Given
        Intent failed = intent("failed", Priority.MEDIUM, 0, 10L).failed("NOT_FOUND (status 404)");

        // When
        Allotment allotment = Allotment.of(List.of(failed), Set.of(), 100);

        // Then
        assertThat(allotment).isEqualTo(new Allotment(Set.of(), Set.of()));
    }

    @Test
    void anOriginIsAskedForSoManyAtATime() {
        // Given
        List<Intent> many = IntStream.range(0, Allotment.FETCHED_AT_ONCE + 3)
                .mapToObj(i -> intent("media" + i, Priority.MEDIUM, i, 1L))
                .toList();

        // When
        Allotment allotment = Allotment.of(many, Set.of(), 1000);

        // Then
        assertThat(allotment.fetched())
                .containsExactlyInAnyOrderElementsOf(many.subList(0, Allotment.FETCHED_AT_ONCE).stream()
                        .map(Intent::media)
                        .toList());
        assertThat(allotment.roomless()).isEmpty();
    }

    private static Intent intent(String name, Priority priority, int second, @Nullable Long bytes) {
        MediaId media = MediaId.of(new OriginName("films"), "/" + name);
        PreCacheWish wish = new PreCacheWish(media, new MediaSource("/" + name, null), RequestedRange.WHOLE, priority);
        return Intent.of(wish, bytes, NOW.plusSeconds(second));
    }
}
