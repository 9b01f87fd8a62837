package dev.playhead.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = new Meters();

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void showsEachKindUnderTheNameOfTheList() {
        // Given
        AtomicLong sent = new AtomicLong(7);
        meters.counter(Metric.COMMANDS_TAKEN, "now").increment();
        meters.timer(Metric.ORIGIN_FIRST_BYTE, "nas").record(Duration.ofMillis(40));
        meters.counted(Metric.BYTES_SENT, sent::get);
        meters.gauge(Metric.STORE_AWAY, () -> 1, "http://store-1:8090");

        // When
        sent.set(8);
        String scraped = meters.scrape();

        // Then
        assertThat(scraped)
                .contains("playhead_commands_taken_total{lane=\"now\"} 1.0")
                .contains("playhead_origin_first_byte_seconds_count{origin=\"nas\"} 1")
                .contains("playhead_gateway_sent_bytes_total 8.0")
                .contains("playhead_store_away{store=\"http://store-1:8090\"} 1.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void refusesLabelsThatTheListDoesNotKnow() {
        assertThatThrownBy(() -> meters.counter(Metric.COMMANDS_TAKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lane");
    }
}
