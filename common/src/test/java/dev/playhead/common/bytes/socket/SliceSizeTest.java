package dev.playhead.common.bytes.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SliceSizeTest {

    @Test
    void sizesSlicesByHowFastTheyAreTaken() {
        // Given
        SliceSize size = new SliceSize();

        // When
        for (int i = 0; i < 10; i++) {
            size.written(size.bytes(), Duration.ofMillis(1));
        }
        int fast = size.bytes();
        size.written(1, Duration.ofMillis(1));
        size.written(fast, Duration.ofMillis(100));
        int steady = size.bytes();
        for (int i = 0; i < 10; i++) {
            size.written(size.bytes(), Duration.ofSeconds(2));
        }

        // Then
        assertThat(fast).isEqualTo(SliceSize.MAX);
        assertThat(steady).isEqualTo(SliceSize.MAX);
        assertThat(size.bytes()).isEqualTo(SliceSize.MIN);
    }
}
