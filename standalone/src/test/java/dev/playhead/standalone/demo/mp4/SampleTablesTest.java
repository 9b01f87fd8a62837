package dev.playhead.standalone.demo.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables that the shipped loop does not have, or has in one form only. Two samples in one chunk, three times. */
final class SampleTablesTest {
    private static final int TIMES = 3;
    private static final int MOVED = 40;
    private static final int PAYLOAD = 100;

    @Test
    void compositionOffsetsRepeatAsTheyAre() {
        assertThat(repeated("ctts", 0, 2, 1, 512, 1, 1024))
                .containsExactly(0, 6, 1, 512, 1, 1024, 1, 512, 1, 1024, 1, 512, 1, 1024);
    }

    @Test
    void sampleGroupsRepeatBehindTheirParameter() {
        assertThat(repeated("sbgp", 1 << 24, 0x73656967, 7, 1, 2, 1))
                .containsExactly(1 << 24, 0x73656967, 7, 3, 2, 1, 2, 1, 2, 1);
    }

    @Test
    void chunkRunsCountChunksOn() {
        assertThat(repeated("stsc", 0, 1, 1, 2, 1)).containsExactly(0, 3, 1, 2, 1, 2, 2, 1, 3, 2, 1);
    }

    @Test
    void chunkOffsetsPointIntoTheirOwnCopy() {
        assertThat(repeated("stco", 0, 1, 60)).containsExactly(0, 3, 100, 200, 300);
    }

    @Test
    void oneSizeForAllSamplesStaysOne() {
        assertThat(repeated("stsz", 0, 512, 2)).containsExactly(0, 512, 6);
    }

    @Test
    void sizesOfTheirOwnRepeat() {
        assertThat(repeated("stsz", 0, 0, 2, 30, 70)).containsExactly(0, 0, 6, 30, 70, 30, 70, 30, 70);
    }

    @Test
    void refusesAnOffsetBehindFourGigabytes() {
        // Given
        SampleTables tables = new SampleTables(stbl(leaf("stco", 0, 1, 60)), TIMES);

        // Then
        assertThatThrownBy(() -> tables.repeated(0, 1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bits");
    }

    private static List<Integer> repeated(String type, int... content) {
        Box tables = new SampleTables(stbl(leaf(type, content)), TIMES).repeated(MOVED, PAYLOAD);
        ByteBuffer out = tables.at(type).content();
        return IntStream.range(0, out.remaining() / 4)
                .mapToObj(i -> out.getInt(i * 4))
                .toList();
    }

    /** The given table first, so that it is the one found, and what every track must have. */
    private static Box stbl(Box table) {
        return Box.container("stbl", List.of(table, leaf("stsz", 0, 50, 2), leaf("stco", 0, 1, 60)));
    }

    private static Box leaf(String type, int... content) {
        ByteBuffer out = ByteBuffer.allocate(content.length * 4);
        IntStream.of(content).forEach(out::putInt);
        return Box.leaf(type, out.flip());
    }
}
