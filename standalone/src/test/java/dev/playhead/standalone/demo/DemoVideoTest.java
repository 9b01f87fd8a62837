package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoVideoTest {
    private static final int LOOPS = 3;

    @TempDir
    Path directory;

    @Test
    void isLongEnoughToSeekInAndSmallEnoughToMake() throws IOException {
        // When
        DemoVideo film = DemoVideo.in(directory);

        // Then
        assertThat(film.duration()).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
        assertThat(film.size()).isBetween(60_000_000L, 100_000_000L);
        assertThat(film.file()).hasSize(film.size());
    }

    @Test
    void isMadeOnce() throws IOException {
        // Given
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(DemoVideo.in(directory, LOOPS).file(), longAgo);

        // When
        DemoVideo again = DemoVideo.in(directory, LOOPS);

        // Then
        assertThat(Files.getLastModifiedTime(again.file())).isEqualTo(longAgo);
    }

    @Test
    void isMadeAnewWhenWhatIsThereIsNotWhole() throws IOException {
        // Given
        Files.write(directory.resolve(DemoVideo.NAME), new byte[1000]);

        // When
        DemoVideo film = DemoVideo.in(directory, LOOPS);

        // Then
        assertThat(film.file()).hasSize(film.size());
    }

    @Test
    void leavesNothingButTheFilm() throws IOException {
        // When
        DemoVideo film = DemoVideo.in(directory.resolve("not/there/yet"), LOOPS);

        // Then
        try (Stream<Path> files = Files.list(film.file().getParent())) {
            assertThat(files).containsExactly(film.file());
        }
    }

    @Test
    void namesTheDirectoryThatIsNone() throws IOException {
        // Given
        Path taken = Files.createFile(directory.resolve("taken"));

        // Then
        assertThatThrownBy(() -> DemoVideo.in(taken, LOOPS))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("taken");
    }
}
