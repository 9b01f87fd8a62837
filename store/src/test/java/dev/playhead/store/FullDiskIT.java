package dev.playhead.store;

import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is really full. Runs where this process may mount one, and says so where it may not. */
class FullDiskIT {
    private static final long MIB = 1024 * 1024;
    private static final long DISK = 32 * MIB;
    private static final long LENGTH = 64 * MIB;
    private static final MediaVersion FILM = version(1, LENGTH);

    @TempDir
    Path mount;

    private TestStore store;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "playhead-test", mount.toString()),
                "NOT TESTED: this process may not mount a file system");
        store = new TestStore(mount.resolve("data"));
        store.minFree = new DataSize(0);
    }

    @AfterEach
    void unmount() throws Exception {
        if (store != null) {
            store.close();
            run("umount", "-l", mount.toString());
        }
    }

    @Test
    void aStoreOnASmallDiskGoesRoundInItWithoutEverMeetingItsEnd() throws Exception {
        // Given
        FileStore disk = Files.getFileStore(mount);
        store.usableFrom(disk::getUsableSpace);
        store.minFree = DataSize.ofMebibytes(2);
        store.start();
        // When
        long least = DISK;
        for (long at = 0; at < LENGTH; at += MIB) {
            store.put("film", FILM, 1, at, at + MIB);
            least = Math.min(least, disk.getUsableSpace());
        }
        // Then
        assertThat(least).as("free at any time").isGreaterThanOrEqualTo(2 * MIB);
        assertThat(store.read("film").bytes(LENGTH - 4 * MIB, LENGTH))
                .isEqualTo(content("film", 1, LENGTH - 4 * MIB, LENGTH));
    }

    @Test
    void aWriteThatMeetsTheEndOfTheDiskEvictsAndGoesOn() throws Exception {
        // Given: nobody tells the store how full its disk is
        store.start();
        for (long at = 0; at < 16 * MIB; at += MIB) {
            store.put("film", FILM, 1, at, at + MIB);
        }
        // When: somebody else takes the rest
        try (var hog = Files.newOutputStream(mount.resolve("hog"))) {
            byte[] piece = new byte[(int) MIB / 4];
            while (Files.getFileStore(mount).getUsableSpace() > MIB) {
                hog.write(piece);
            }
        }
        for (long at = 16 * MIB; at < 32 * MIB; at += MIB) {
            store.put("film", FILM, 1, at, at + MIB);
        }
        // Then
        assertThat(store.verticle.evictedBytes()).isPositive();
        assertThat(store.verticle.problem()).isEmpty();
        assertThat(store.read("film").bytes(31 * MIB, 32 * MIB)).isEqualTo(content("film", 1, 31 * MIB, 32 * MIB));
        assertThat(store.find("film").complete().within(new ByteRange(0, MIB)))
                .as("what came first has left")
                .isEmpty();
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
