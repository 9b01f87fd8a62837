package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway tells the fleet of responses whose bytes are all in the memory of a store beside it. */
class HitIT {
    private static final int LENGTH = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private Gateway gateway;
    private FakeMedia film;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(directory);
        gateway.store().answerAtOnce();
        film = gateway.media("/film.mp4", LENGTH);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void tellsOfManyHitsOfASessionByTheLast() throws Exception {
        // Given
        film.giveAll();
        int requests = 200;

        // When
        try (Player player = gateway.connect()) {
            for (int i = 0; i < requests; i++) {
                player.get("/o/nas/film.mp4", "Range: bytes=" + i * 1000 + "-" + (i * 1000 + 999));
            }
        }

        // Then
        await().atMost(PATIENCE).until(() -> gateway.events(StreamClosed.class).stream()
                .anyMatch(closed -> closed.cursor().remaining().firstByte().equals(Optional.of(requests * 1000L))));
        assertThat(gateway.events(StreamOpened.class))
                .hasSameSizeAs(gateway.events(StreamClosed.class))
                .hasSizeLessThan(requests / 2);
    }

    @Test
    void tellsAtOnceOfAResponseThatWillMissAByte() throws Exception {
        // Given
        film.give(0, LENGTH - 1);

        // When
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4");
            player.head();

            // Then
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(StreamOpened.class).isEmpty());
            assertThat(gateway.events(StreamOpened.class))
                    .singleElement()
                    .satisfies(opened -> assertThat(opened.cursor().remaining()).isEqualTo(RequestedRange.WHOLE));
        }
    }

    @Test
    void tellsOfAHitBeforeTheMissThatFollowsIt() throws Exception {
        // Given
        film.give(0, 1000);

        // When
        gateway.get("/o/nas/film.mp4", "Range: bytes=0-999");
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4", "Range: bytes=1000-1999");
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(PlaybackAdvanced.class).isEmpty());
        }

        // Then
        List<PlaybackEvent> first = gateway.events(PlaybackEvent.class).subList(0, 4);
        assertThat(first)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("StreamOpened", "StreamClosed", "StreamOpened", "PlaybackAdvanced");
        assertThat(first)
                .extracting(event -> event.cursor().session())
                .containsOnly(first.get(0).cursor().session());
    }

    @Test
    void repeatsThePositionOfALongHitSeldom() throws Exception {
        // Given
        gateway.media("/long.mp4", 64_000_000).giveAll();

        // When
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/long.mp4");
            player.head();
            player.body(1000);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(PlaybackAdvanced.class).isEmpty());
            assertThat(Duration.between(
                            gateway.events(StreamOpened.class).get(0).at(),
                            gateway.events(PlaybackAdvanced.class).get(0).at()))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }
}
