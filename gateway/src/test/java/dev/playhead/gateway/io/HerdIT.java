package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HerdIT {
    private static final int LENGTH = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private Gateway gateway;
    private final List<Player> players = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        for (Player player : players) {
            player.close();
        }
        gateway.close();
    }

    @Test
    void tellsOfAHerdByItsFirstAtOnceAndOfEachWithinItsBeat() throws Exception {
        // Given
        FakeMedia film = gateway.media("/film.mp4", LENGTH);

        // When
        open(50);

        // Then
        await().atMost(PATIENCE).until(() -> gateway.events(StreamOpened.class).size() == 50);
        List<StreamOpened> opened = gateway.events(StreamOpened.class);
        List<PlaybackEvent> told = gateway.events(PlaybackEvent.class);
        assertThat(told.get(0)).isEqualTo(opened.get(0));
        PlaybackEvent second = told.stream()
                .filter(event -> !event.cursor().stream().equals(opened.get(0).cursor().stream()))
                .filter(event -> !(event instanceof StreamOpened))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(opened.get(0).at(), second.at())).isGreaterThanOrEqualTo(Duration.ofMillis(900));

        // and
        film.giveAll();
        for (Player player : players) {
            assertThat(film.content().firstMismatch(player.answer("GET").body(), 0))
                    .isEmpty();
        }
    }

    @Test
    void theNextOfAHerdIsToldOfBeforeItsFirstLeaves() throws Exception {
        // Given
        gateway.media("/film.mp4", LENGTH);
        open(3);
        await().atMost(PATIENCE).until(() -> !gateway.events(StreamOpened.class).isEmpty());

        // When
        players.get(0).close();

        // Then
        await().atMost(PATIENCE).until(() -> !gateway.events(StreamClosed.class).isEmpty());
        List<PlaybackEvent> told = gateway.events(PlaybackEvent.class);
        int closed = told.indexOf(gateway.events(StreamClosed.class).get(0));
        assertThat(told.subList(0, closed))
                .filteredOn(StreamOpened.class::isInstance)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private void open(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Player player = gateway.connect();
            players.add(player);
            player.send("GET", "/o/nas/film.mp4");
        }
    }
}
