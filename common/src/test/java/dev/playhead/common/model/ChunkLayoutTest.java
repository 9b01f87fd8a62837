package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkLayoutTest {

    @ParameterizedTest
    @CsvSource({
        "0, 262144",
        "1, 262144",
        "268435455, 262144",
        "268435456, 524288",
        "536870911, 524288",
        "536870912, 1048576",
        "9223372036854775807, 1048576"
    })
    void growsWithTheLengthUpToOneMebibyte(long length, int chunkSize) {
        assertThat(ChunkLayout.forLength(length)).isEqualTo(new ChunkLayout(length, chunkSize));
    }

    @Property
    void chunksPartitionTheLength(@ForAll @LongRange(max = 4096) long length, @ForAll @IntRange(max = 7) int power) {
        ChunkLayout layout = new ChunkLayout(length, 1 << power);
        long covered = 0;
        for (long chunk = 0; chunk < layout.chunks(); chunk++) {
            ByteRange range = layout.rangeOf(chunk);
            assertThat(range.start()).isEqualTo(covered);
            assertThat(layout.chunkAt(range.start())).isEqualTo(chunk);
            assertThat(layout.chunkAt(range.end() - 1)).isEqualTo(chunk);
            covered = range.end();
        }
        assertThat(covered).isEqualTo(length);
    }

    @Property
    void floorAndCeilEncloseThePosition(
            @ForAll @LongRange(max = 4096) long length,
            @ForAll @LongRange(max = 5000) long position,
            @ForAll @IntRange(max = 7) int power) {
        int size = 1 << power;
        ChunkLayout layout = new ChunkLayout(length, size);
        long floor = 0;
        while (floor + size <= position) {
            floor += size;
        }
        long ceil = 0;
        while (ceil < position) {
            ceil += size;
        }

        assertThat(layout.floor(position)).isEqualTo(floor);
        assertThat(layout.ceil(position)).isEqualTo(Math.min(length, ceil));
    }

    @Test
    void doesNotOverflowAtTheLargestLengthThereIs() {
        // Given
        ChunkLayout layout = ChunkLayout.forLength(Long.MAX_VALUE);
        long last = layout.chunks() - 1;

        // Then
        assertThat(layout.chunks()).isEqualTo(1L << 43);
        assertThat(layout.rangeOf(last)).isEqualTo(new ByteRange(last << 20, Long.MAX_VALUE));
        assertThat(layout.ceil(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> new ChunkLayout(-1, 1024)).hasMessageContaining("length -1");
        assertThatThrownBy(() -> new ChunkLayout(1, 1000)).hasMessageContaining("chunkSize 1000");
        assertThatThrownBy(() -> new ChunkLayout(1, 0)).hasMessageContaining("chunkSize 0");
        assertThatThrownBy(() -> new ChunkLayout(10, 4).rangeOf(3)).isInstanceOf(IllegalArgumentException.class);
    }
}
