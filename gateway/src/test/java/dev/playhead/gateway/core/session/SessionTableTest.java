package dev.playhead.gateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTableTest {
    private static final MediaId FILM = MediaId.of(new OriginName("nas"), "/film");
    private static final MediaId OTHER = MediaId.of(new OriginName("nas"), "/other");
    private static final Viewer ANN = new Viewer("10.0.0.1", "mpv", null);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionTable table =
            new SessionTable("g", new SessionTable.Limits(Duration.ofSeconds(10), Duration.ofMinutes(5), 3));

    @ParameterizedTest
    @CsvSource({
        "5000, false",
        "5001, false",
        "1053576, false",
        "1053577, true",
        "4999, true",
        "0, true",
        "900000000, true"
    })
    void tellsASeekFromAContinuation(long start, boolean seek) {
        // Given
        Arrival first = open(ANN, 0);
        playTo(first, 5000);
        table.close(first.stream(), NOW);

        // When
        Arrival next = open(ANN, start);

        // Then
        assertThat(next.session()).isEqualTo(first.session());
        assertThat(next.stream()).isNotEqualTo(first.stream());
        assertThat(next.epoch()).isEqualTo(seek ? 1 : 0);
        assertThat(next.seekFrom()).isEqualTo(seek ? 5000L : null);
    }

    @Test
    void countsASuffixAsASeek() {
        // Given
        Arrival first = open(ANN, 0);
        table.close(first.stream(), NOW);

        // When
        Arrival tail = table.open(FILM, ANN, new RequestedRange.Suffix(100), NOW);

        // Then
        assertThat(tail.session()).isEqualTo(first.session());
        assertThat(tail.seekFrom()).isZero();
    }

    @Test
    void startsASessionForAnotherMediaAddressOrAgent() {
        // Given
        Arrival first = open(ANN, 0);
        table.close(first.stream(), NOW);

        // Then
        assertThat(table.open(OTHER, ANN, RequestedRange.WHOLE, NOW).session()).isNotEqualTo(first.session());
        assertThat(open(new Viewer("10.0.0.2", "mpv", null), 0).session()).isNotEqualTo(first.session());
        assertThat(open(new Viewer("10.0.0.1", "vlc", null), 0).session()).isNotEqualTo(first.session());
        assertThat(open(new Viewer("10.0.0.1", "mpv", "x"), 0).session()).isNotEqualTo(first.session());
    }

    @Test
    void inheritsNoCursorThatPlays() {
        // Given
        Arrival playing = open(ANN, 0);
        table.moved(playing.stream(), 100, false, NOW.plusSeconds(9));

        // When
        Arrival other = table.open(FILM, ANN, RequestedRange.WHOLE, NOW.plusSeconds(10));

        // Then
        assertThat(other.session()).isNotEqualTo(playing.session());
    }

    @Test
    void inheritsAnIdleCursorOnceOnly() {
        // Given
        Arrival idle = open(ANN, 0);
        Instant later = NOW.plusSeconds(10);

        // When
        Arrival second = table.open(FILM, ANN, new RequestedRange.From(9_000_000, null), later);
        Arrival third = table.open(FILM, ANN, new RequestedRange.From(0, null), later);

        // Then
        assertThat(second.session()).isEqualTo(idle.session());
        assertThat(second.seekFrom()).isZero();
        assertThat(third.session()).isNotEqualTo(idle.session());
    }

    @Test
    void takesAStarvingCursorForBusy() {
        // Given
        Arrival starving = open(ANN, 0);
        table.moved(starving.stream(), 0, true, NOW.plusSeconds(9));

        // When
        Arrival other = table.open(FILM, ANN, RequestedRange.WHOLE, NOW.plusSeconds(12));

        // Then
        assertThat(other.session()).isNotEqualTo(starving.session());
    }

    @Test
    void prefersTheCursorThatStandsWhereTheRequestBegins() {
        // Given
        Arrival near = open(ANN, 5_000_000);
        Arrival far = open(ANN, 90_000_000);
        table.close(near.stream(), NOW);
        table.close(far.stream(), NOW.plusSeconds(1));

        // Then
        assertThat(open(ANN, 5_000_000).session()).isEqualTo(near.session());
        assertThat(open(ANN, 5_000_000).session()).isEqualTo(far.session());
        assertThat(open(ANN, 5_000_000).session()).isNotIn(near.session(), far.session());
    }

    @Test
    void joinsADeclaredSessionWhileItPlays() {
        // Given
        Viewer declared = new Viewer("10.0.0.1", "AppleCoreMedia", "id-1");
        Arrival first = open(declared, 0);

        // When
        Arrival second = open(new Viewer("10.9.9.9", "other", "id-1"), 50_000_000);

        // Then
        assertThat(second.session()).isEqualTo(first.session());
        assertThat(second.seekFrom()).isZero();
    }

    @Test
    void keepsNothingOfADiscardedCursor() {
        // Given
        Arrival probe = open(ANN, 0);
        table.discard(probe.stream());

        // Then
        assertThat(open(ANN, 0).session()).isNotEqualTo(probe.session());
    }

    @Test
    void forgetsClosedCursorsByAgeAndNumber() {
        // Given
        for (int i = 0; i < 5; i++) {
            Arrival arrival = open(new Viewer("10.0.0." + i, "mpv", null), 0);
            table.close(arrival.stream(), NOW.plusSeconds(i));
        }
        assertThat(table.size()).isEqualTo(3);

        // When
        table.open(OTHER, ANN, RequestedRange.WHOLE, NOW.plus(Duration.ofMinutes(6)));

        // Then
        assertThat(table.size()).isEqualTo(1);
    }

    @Property(tries = 300)
    void givesNoTwoOpenCursorsOfUnnamedViewersOneSession(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> steps) {
        SessionTable any = new SessionTable("g", SessionTable.Limits.DEFAULT);
        List<Arrival> open = new ArrayList<>();
        for (int step : steps) {
            if (step < 6 || open.isEmpty()) {
                open.add(any.open(FILM, ANN, new RequestedRange.From(step * 10_000_000L, null), NOW));
            } else {
                any.close(open.remove(step % open.size()).stream(), NOW);
            }
            Set<Object> sessions = new HashSet<>();
            assertThat(open).allMatch(arrival -> sessions.add(arrival.session()));
        }
    }

    private Arrival open(Viewer viewer, long start) {
        return table.open(FILM, viewer, new RequestedRange.From(start, null), NOW);
    }

    private void playTo(Arrival arrival, long position) {
        table.moved(arrival.stream(), position, false, NOW);
    }
}
