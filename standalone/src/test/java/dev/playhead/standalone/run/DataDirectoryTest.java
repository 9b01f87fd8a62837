package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void isMadeWhereItIsMissing() {
        // When
        try (DataDirectory data = DataDirectory.take(directory.resolve("a/b"))) {

            // Then
            assertThat(directory.resolve("a/b")).isDirectory();
            assertThat(data.resolve("store")).isEqualTo(directory.resolve("a/b/store"));
        }
    }

    @Test
    void belongsToOneProcessWhichTheNextOneNames() {
        try (DataDirectory owned = DataDirectory.take(directory)) {
            assertThat(owned).isNotNull();
            assertThatThrownBy(() -> DataDirectory.take(directory))
                    .isInstanceOf(StartException.class)
                    .hasMessage("data directory " + directory + " is in use by another process (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void canBeTakenAgainOnceItWasGivenBack() {
        // Given
        DataDirectory.take(directory).close();

        // Then
        DataDirectory.take(directory).close();
    }

    @Test
    void tellsWhetherItsLastOwnerWasCutOff() throws IOException {
        // Given
        boolean whenNew;
        try (DataDirectory first = DataDirectory.take(directory)) {
            whenNew = first.wasAbandoned();
        }
        boolean whenGivenBack;
        try (DataDirectory second = DataDirectory.take(directory)) {
            whenGivenBack = second.wasAbandoned();
        }

        // When
        Files.writeString(directory.resolve("lock"), "4711");

        // Then
        try (DataDirectory third = DataDirectory.take(directory)) {
            assertThat(third.wasAbandoned()).as("after process 4711 was killed").isTrue();
        }
        assertThat(whenNew).as("new").isFalse();
        assertThat(whenGivenBack).as("given back").isFalse();
    }

    @Test
    void namesThePathThatCannotBeWritten() throws IOException {
        // Given
        Path file = Files.createFile(directory.resolve("file"));

        // Then
        assertThatThrownBy(() -> DataDirectory.take(file.resolve("data")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("data directory " + file.resolve("data") + " cannot be written");
    }
}
