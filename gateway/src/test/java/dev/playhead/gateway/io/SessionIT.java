package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.TraceContext;
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

/** Which requests are one viewer's, seen from the events that leave the gateway. */
class SessionIT {
    private static final int LENGTH = 12_000_000;

    @TempDir
    Path directory;

    private Gateway gateway;
    private FakeMedia film;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(directory);
        film = gateway.media("/film.mp4", LENGTH).giveAll();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void continuesASessionWhereItsLastRangeEnded() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            player.get("/o/nas/film.mp4", "Range: bytes=0-999999");
            player.get("/o/nas/film.mp4", "Range: bytes=1000000-1999999");
        }

        // Then
        List<StreamOpened> opened = gateway.events(StreamOpened.class);
        assertThat(opened).hasSize(2);
        assertThat(opened.get(1).cursor().session())
                .isEqualTo(opened.get(0).cursor().session());
        assertThat(opened.get(1).cursor().stream()).isNotEqualTo(opened.get(0).cursor().stream());
        assertThat(opened.get(1).cursor().epoch()).isZero();
        assertThat(gateway.events(SeekPerformed.class)).isEmpty();
    }

    @Test
    void reportsSeeksForwardAndBackward() throws Exception {
        // Given
        gateway.get("/o/nas/film.mp4", "Range: bytes=0-999999");

        // When
        gateway.get("/o/nas/film.mp4", "Range: bytes=8000000-8999999");
        gateway.get("/o/nas/film.mp4", "Range: bytes=2000000-2000009");
        gateway.get("/o/nas/film.mp4", "Range: bytes=-10");

        // Then
        List<SeekPerformed> seeks = gateway.events(SeekPerformed.class);
        assertThat(seeks).extracting(SeekPerformed::from).containsExactly(1_000_000L, 9_000_000L, 2_000_010L);
        assertThat(seeks).extracting(seek -> seek.cursor().epoch()).containsExactly(1L, 2L, 3L);
        assertThat(seeks.get(2).cursor().remaining()).isEqualTo(new RequestedRange.Suffix(10));
        assertThat(gateway.events(StreamOpened.class)).hasSize(1);
    }

    @Test
    void everyRequestHasATraceAndAPlayersOwnIsKept() throws Exception {
        // Given
        String players = "4bf92f3577b34da6a3ce929d0e0e4736";

        // When
        gateway.get("/o/nas/film.mp4", "Range: bytes=0-9", "traceparent: 00-" + players + "-00f067aa0ba902b7-01");
        gateway.get("/o/nas/film.mp4", "Range: bytes=10-19", "traceparent: 00-" + players + "-x");
        gateway.get("/o/nas/film.mp4", "Range: bytes=20-29");

        // Then
        List<TraceContext> traces = gateway.events(StreamOpened.class).stream()
                .map(StreamOpened::trace)
                .toList();
        assertThat(traces).hasSize(3).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(traces).extracting(TraceContext::traceId).startsWith(players).doesNotHaveDuplicates();
        assertThat(traces.get(0).parentId()).isNotEqualTo("00f067aa0ba902b7");
        assertThat(traces.get(0).flags()).isEqualTo("01");
    }

    @Test
    void keepsPlayersOfOneAddressApart() throws Exception {
        // Given
        film = gateway.media("/live.mp4", LENGTH).describe();
        List<Player> players = new ArrayList<>();
        try {
            // When
            for (int i = 0; i < 100; i++) {
                Player player = gateway.connect();
                players.add(player);
                player.send("GET", "/o/nas/live.mp4", "Range: bytes=" + i * 100_000 + "-" + (i * 100_000 + 9_999));
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.events(StreamOpened.class).size() == 100);
            film.giveAll();

            // Then
            for (int i = 0; i < 100; i++) {
                Player.Answer answer = players.get(i).answer("GET");
                assertThat(film.content().firstMismatch(answer.body(), i * 100_000L))
                        .isEmpty();
            }
            assertThat(gateway.events(StreamOpened.class))
                    .extracting(opened -> opened.cursor().session())
                    .doesNotHaveDuplicates();
            assertThat(gateway.events(SeekPerformed.class)).isEmpty();
        } finally {
            for (Player player : players) {
                player.close();
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> gateway.events(StreamClosed.class).size() == 100);
    }

    @Test
    void takesThePlayersWordForItsSession() throws Exception {
        try (Player waiting = gateway.connect()) {
            // Given
            film = gateway.media("/live.mp4", LENGTH).give(0, 1000);
            waiting.send("GET", "/o/nas/live.mp4", "X-Playback-Session-Id: A");
            waiting.head();
            waiting.body(1000);

            // When
            gateway.get("/o/nas/live.mp4?playhead-session=A", "Range: bytes=0-9");
            gateway.get("/o/nas/live.mp4", "Range: bytes=0-9", "X-Playback-Session-Id: B");

            // Then
            assertThat(gateway.events(SeekPerformed.class)).hasSize(1);
            assertThat(gateway.events(StreamOpened.class)).hasSize(2);
            assertThat(gateway.events(SeekPerformed.class).get(0).source().sealedQuery())
                    .isNull();
        }
    }
}
