package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VersionBytesTest {
    private static final ChunkLayout LAYOUT = new ChunkLayout(100, 16);

    /** What any number of writers may do, against an array that keeps the first byte it is given. */
    @Property
    void equalsAnArrayThatKeepsTheFirstByte(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int writes) {
        Random random = new Random(seed);
        VersionBytes bytes = VersionBytes.empty(LAYOUT);
        byte[] file = new byte[(int) LAYOUT.length()];
        byte[] model = new byte[(int) LAYOUT.length()];
        BitSet filled = new BitSet();
        Set<Long> whole = new HashSet<>();

        for (int i = 0; i < writes; i++) {
            int start = random.nextInt(100);
            byte[] offered = new byte[1 + random.nextInt(100 - start)];
            random.nextBytes(offered);
            for (ByteRange gap : bytes.missing(ByteRange.ofLength(start, offered.length))) {
                int from = (int) gap.start();
                System.arraycopy(offered, from - start, file, from, (int) gap.length());
                ByteBuffer view = ByteBuffer.wrap(offered, from - start, (int) gap.length());
                bytes.written(from, view).forEach(chunk -> requireWhole(chunk, file, filled, gap, whole));
            }
            for (int at = start; at < start + offered.length; at++) {
                if (!filled.get(at)) {
                    filled.set(at);
                    model[at] = offered[at - start];
                }
            }
            requireSame(bytes, filled, whole);
        }
        assertThat(file).isEqualTo(model);
    }

    private static void requireWhole(WholeChunk chunk, byte[] file, BitSet before, ByteRange gap, Set<Long> whole) {
        ByteRange range = LAYOUT.rangeOf(chunk.index());
        assertThat(whole.add(chunk.index())).as("chunk %s is told once", chunk).isTrue();
        for (long at = range.start(); at < range.end(); at++) {
            assertThat(before.get((int) at) || at < gap.end()).isTrue();
        }
        chunk.crc32c().ifPresent(crc -> assertThat(crc).isEqualTo(crc32c(file, range)));
    }

    private static void requireSame(VersionBytes bytes, BitSet filled, Set<Long> whole) {
        for (int at = 0; at < LAYOUT.length(); at++) {
            assertThat(bytes.readable().contains(at)).isEqualTo(filled.get(at));
        }
        for (long chunk = 0; chunk < LAYOUT.chunks(); chunk++) {
            ByteRange range = LAYOUT.rangeOf(chunk);
            assertThat(whole.contains(chunk)).isEqualTo(filled.nextClearBit((int) range.start()) >= range.end());
        }
    }

    @Test
    void sequentialChunkKnowsItsChecksumWithoutReadingTheFile() {
        // Given
        VersionBytes bytes = VersionBytes.empty(LAYOUT);
        byte[] content = content(40);
        // When: in pieces that cross chunk ends
        bytes.written(0, ByteBuffer.wrap(content, 0, 7));
        List<WholeChunk> first = bytes.written(7, ByteBuffer.wrap(content, 7, 20));
        List<WholeChunk> second = bytes.written(27, ByteBuffer.wrap(content, 27, 13));
        // Then
        assertThat(first).containsExactly(new WholeChunk(0, OptionalInt.of(crc32c(content, new ByteRange(0, 16)))));
        assertThat(second).containsExactly(new WholeChunk(1, OptionalInt.of(crc32c(content, new ByteRange(16, 32)))));
    }

    @Test
    void chunkWrittenFromItsMiddleHasToBeReadBack() {
        // Given
        VersionBytes bytes = VersionBytes.empty(LAYOUT);
        bytes.written(8, ByteBuffer.wrap(content(8)));
        // When
        List<WholeChunk> whole = bytes.written(0, ByteBuffer.wrap(content(8)));
        // Then
        assertThat(whole).containsExactly(new WholeChunk(0, OptionalInt.empty()));
    }

    @Test
    void lastChunkIsWholeAtTheLength() {
        // Given
        VersionBytes bytes = VersionBytes.empty(LAYOUT);
        // When
        List<WholeChunk> whole = bytes.written(96, ByteBuffer.wrap(content(4)));
        // Then
        assertThat(whole).extracting(WholeChunk::index).containsExactly(6L);
    }

    @Test
    void refusesToWriteAReadableByteAgain() {
        // Given
        VersionBytes bytes = VersionBytes.empty(LAYOUT);
        bytes.written(0, ByteBuffer.wrap(content(8)));
        // Then
        assertThatThrownBy(() -> bytes.written(7, ByteBuffer.wrap(content(2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[7, 9)");
    }

    @Test
    void suspectsAreThereButNotReadable() {
        // Given
        VersionBytes bytes = VersionBytes.suspect(LAYOUT, new TreeMap<>(Map.of(0L, 11, 1L, 22, 4L, 55)));
        // Then
        assertThat(bytes.readable().isEmpty()).isTrue();
        assertThat(bytes.stored()).isEqualTo(ByteRanges.of(new ByteRange(0, 32), new ByteRange(64, 80)));
        assertThat(bytes.suspectsIn(new ByteRange(31, 70))).containsExactly(1L, 4L);
        assertThat(bytes.expectedCrc(4)).hasValue(55);
        assertThat(bytes.expectedCrc(3)).isEmpty();
    }

    @Test
    void acquittedSuspectsAreReadableAndConvictedOnesMissing() {
        // Given
        VersionBytes bytes = VersionBytes.suspect(LAYOUT, new TreeMap<>(Map.of(0L, 11, 1L, 22)));
        // When
        bytes.acquit(0);
        bytes.convict(1);
        // Then
        assertThat(bytes.readable()).isEqualTo(ByteRanges.of(new ByteRange(0, 16)));
        assertThat(bytes.complete()).isEqualTo(bytes.readable());
        assertThat(bytes.missing(new ByteRange(0, 32))).containsExactly(new ByteRange(16, 32));
        assertThat(bytes.hasSuspects()).isFalse();
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static int crc32c(byte[] file, ByteRange range) {
        CRC32C crc = new CRC32C();
        crc.update(Arrays.copyOfRange(file, (int) range.start(), (int) range.end()));
        return (int) crc.getValue();
    }
}
