package dev.playhead.store.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.playhead.common.model.ByteRange;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    @Test
    void aHoleGivesItsBlocksBackAndKeepsTheRest() throws Exception {
        // Given
        Path file = directory.resolve("film");
        byte[] bytes = new byte[4 * MIB];
        Arrays.fill(bytes, (byte) 7);
        Files.write(file, bytes);
        // When
        assumeTrue(NativeFiles.punch(file, new ByteRange(MIB, 3 * MIB)), "this file system cannot punch holes");
        // Then
        assertThat(NativeFiles.allocated(file)).isBetween(2L * MIB, 2L * MIB + 64 * 1024);
        byte[] left = Files.readAllBytes(file);
        assertThat(left).hasSize(4 * MIB);
        assertThat(left[MIB - 1]).isEqualTo((byte) 7);
        assertThat(left[MIB]).isZero();
        assertThat(left[3 * MIB]).isEqualTo((byte) 7);
    }

    @Test
    void aSparseFileTakesNoMoreThanWhatIsWritten() throws Exception {
        // Given
        Path file = directory.resolve("film");
        VersionFile.empty(file, 1L << 30);
        // Then
        assertThat(NativeFiles.allocated(file)).isLessThan(64 * 1024);
        assertThat(DiskUse.of(directory)).isLessThan(64 * 1024);
        assertThat(Files.size(file)).isEqualTo(1L << 30);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        // Given
        Path file = directory.resolve("film");
        // Then
        assertThatThrownBy(() -> NativeFiles.allocated(file)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> NativeFiles.punch(file, new ByteRange(0, 1)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(file.toString());
    }
}
