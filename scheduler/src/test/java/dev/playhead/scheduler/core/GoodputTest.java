package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoodputTest {
    private static final Duration LATENCY = Duration.ofMillis(40);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Goodput goodput = new Goodput();

    @Test
    void widthGrowsWhileConnectionsBringAsMuchEach() {
        // When
        show(1, 25e6);
        show(2, 50e6);
        show(4, 95e6);

        // Then
        Pipe pipe = goodput.pipe(LATENCY, NOW);
        assertThat(pipe.shared()).isFalse();
        assertThat(pipe.width()).isEqualTo(8);
    }

    @Test
    void connectionsThatShareOneRateAreHeldToWhatFillsIt() {
        // When
        show(1, 4.5e6);
        show(4, 4.6e6);

        // Then
        Pipe pipe = goodput.pipe(LATENCY, NOW);
        assertThat(pipe.shared()).isTrue();
        assertThat(pipe.width()).isEqualTo(2);
        assertThat(pipe.filledBy(Duration.ofMillis(160))).isCloseTo(920_000, within(1000L));
    }

    @Test
    void moreThanThereIsShowsInASliceOrTwoAndIsNotBelieved() {
        // When
        IntStream.range(0, 10).forEach(slice -> show(1, 4.5e6));
        show(2, 6.2e6);
        show(2, 6.2e6);
        IntStream.range(0, 10).forEach(slice -> show(4, 4.5e6));

        // Then
        Pipe pipe = goodput.pipe(LATENCY, NOW);
        assertThat(pipe.shared()).isTrue();
        assertThat(pipe.goodput()).isCloseTo(4.5e6, within(1e3));
    }

    @Test
    void whatWasSeenLongAgoIsFoundOutAnew() {
        // Given
        show(1, 4.5e6);
        show(4, 4.6e6);

        // When
        Pipe later = goodput.pipe(LATENCY, NOW.plusSeconds(60));

        // Then
        assertThat(later.isKnown()).isFalse();
        assertThat(later.shared()).isFalse();
    }

    @Test
    void reportsAreSpreadOverTheTimeTheirBytesTook() {
        // Given
        Traffic traffic = new Traffic(goodput);

        // When: two connections side by side, 1 MB/s each, told of once a second
        for (int second = 1; second <= 4; second++) {
            traffic.moved(1_000_000, Duration.ofSeconds(1), NOW.plusSeconds(second));
            traffic.moved(1_000_000, Duration.ofSeconds(1), NOW.plusSeconds(second));
        }

        // Then
        Pipe pipe = goodput.pipe(LATENCY, NOW.plusSeconds(4));
        assertThat(pipe.goodput()).isCloseTo(2e6, within(1e4));
        assertThat(pipe.connectionRate()).isCloseTo(1e6, within(1e4));
    }

    private void show(int connections, double rate) {
        goodput.slice(connections, rate, NOW);
    }
}
