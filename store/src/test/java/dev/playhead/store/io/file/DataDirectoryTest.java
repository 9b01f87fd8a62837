package dev.playhead.store.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.VersionId;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void isMadeWhenItIsNotThere() {
        // Given
        Path root = parent.resolve("a/b");
        // When
        try (DataDirectory directory = DataDirectory.open(root)) {
            // Then
            assertThat(directory.wasClean()).isFalse();
            assertThat(root.resolve("media")).isDirectory();
        }
    }

    @Test
    void isCleanOnceAfterItWasMarked() throws Exception {
        // Given
        try (DataDirectory first = DataDirectory.open(parent)) {
            first.markClean();
        }
        // When
        try (DataDirectory second = DataDirectory.open(parent)) {
            assertThat(second.wasClean()).isTrue();
        }
        // Then
        try (DataDirectory third = DataDirectory.open(parent)) {
            assertThat(third.wasClean()).isFalse();
        }
    }

    @Test
    void refusesASecondOwnerInThisProcess() {
        // Given
        try (DataDirectory held = DataDirectory.open(parent)) {
            // Then
            assertThatThrownBy(() -> DataDirectory.open(parent))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining(held.root().toString())
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        DataDirectory.open(parent).close();
    }

    @Test
    void refusesASecondProcessAndNamesTheFirst() throws Exception {
        // Given
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process other = new ProcessBuilder(
                        java, "-XX:TieredStopAtLevel=1", "-cp", classes, LockHolder.class.getName(), parent.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine()).startsWith("holds");
            // Then
            assertThatThrownBy(() -> DataDirectory.open(parent))
                    .hasMessageContaining(parent.toString())
                    .hasMessageContaining("in use by process " + other.pid());
            other.getOutputStream().close();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
            DataDirectory.open(parent).close();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void namesADirectoryThatCannotBeWritten() throws Exception {
        // Given: even root cannot make a directory below a file
        Path file = Files.writeString(parent.resolve("file"), "not a directory");
        // Then
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("store.data: " + file.resolve("data"))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void neverUsesAPathTwice() {
        // Given
        MediaId media = new MediaId("films.00000000000000000000000000000001");
        VersionId version = new VersionId("00000000000000000000000000000002");
        try (DataDirectory directory = DataDirectory.open(parent)) {
            // Then
            assertThat(directory.file(media, version, 1))
                    .isEqualTo(directory
                            .root()
                            .resolve("media/films/00000000000000000000000000000001")
                            .resolve(version + "-1.bin"))
                    .isNotEqualTo(directory.file(media, version, 2));
        }
    }
}
