package dev.playhead.store.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskWordsTest {
    /** Linux has a disk that is always full. */
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void tellAFullDiskInWhateverLanguageTheSystemSpeaks() throws Exception {
        // Given
        assumeTrue(Files.exists(FULL), "NOT TESTED: this system has no /dev/full");
        IOException failure;
        try (FileChannel disk = FileChannel.open(FULL, StandardOpenOption.WRITE)) {
            failure = catchThrowableOfType(IOException.class, () -> disk.write(ByteBuffer.wrap(new byte[1])));
        }

        // When
        boolean told = FullDiskWords.ofTheLibraryAlone().tell(failure);

        // Then
        assertThat(told).as("%s", failure).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
    void tellThemInEnglishWhereverTheyStand(String said) {
        // When
        FullDiskWords words = FullDiskWords.ofThisSystem();

        // Then
        assertThat(words.tell(new IOException(said))).isTrue();
        assertThat(words.tell(new IOException("write failed: " + said))).isTrue();
        assertThat(words.tell(new FileSystemException("/data/a.bin", null, said)))
                .isTrue();
    }

    @Test
    void tellNoOtherFailure() {
        // When
        FullDiskWords words = FullDiskWords.ofThisSystem();

        // Then
        assertThat(words.tell(new IOException("Input/output error"))).isFalse();
        assertThat(words.tell(new IOException())).isFalse();
        assertThat(words.tell(new AccessDeniedException("/data/No space left on device")))
                .isFalse();
    }
}
