package dev.playhead.store.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.ByteRange;
import dev.playhead.testkit.ManualClock;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lane runs in the test's own thread here, so each step is done when the call returns. */
class PinnedFileTest {
    private static final int LENGTH = 1000;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();

    private PinnedFile file() {
        return new PinnedFile(directory.resolve("a/b.bin"), LENGTH, Runnable::run);
    }

    @Test
    void hasItsWholeLengthFromTheStart() throws Exception {
        // When
        PinnedFile file = file();
        file.pin();
        // Then
        assertThat(file.reader().size()).isEqualTo(LENGTH);
    }

    @Test
    void closesOnlyWhenUnpinnedForLongEnoughAndForced() throws Exception {
        // Given
        PinnedFile file = file();
        file.pin();
        FileChannel reader = file.reader();
        file.open().write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5);
        file.wrote();
        // When: in use
        file.closeIfIdle(clock.instant());
        assertThat(reader.isOpen()).isTrue();
        // When: unused, but not on the disk
        file.force();
        file.wrote();
        file.unpin(clock.instant());
        file.closeIfIdle(clock.instant());
        assertThat(reader.isOpen()).isTrue();
        // When: on the disk, but not unused for long
        file.pin();
        file.force();
        file.unpin(clock.advance(Duration.ofSeconds(1)));
        file.closeIfIdle(ManualClock.START);
        assertThat(reader.isOpen()).isTrue();
        // When
        file.closeIfIdle(clock.instant());
        // Then
        assertThat(reader.isOpen()).isFalse();
        file.pin();
        assertThat(file.open().crc32c(new ByteRange(5, 8))).isNotZero();
    }

    @Test
    void isDeletedWithItsLastPin() {
        // Given
        PinnedFile file = file();
        AtomicBoolean gone = new AtomicBoolean();
        file.pin();
        file.pin();
        FileChannel reader = file.reader();
        // When
        file.deleteWhenUnpinned(() -> gone.set(true));
        file.unpin(clock.instant());
        assertThat(directory.resolve("a/b.bin")).exists();
        file.unpin(clock.instant());
        // Then
        assertThat(directory.resolve("a/b.bin")).doesNotExist();
        assertThat(gone).isTrue();
        assertThat(reader.isOpen()).isFalse();
        assertThat(file.pin().cause()).isInstanceOf(FileDeletedException.class);
    }

    @Test
    void isDeletedThoughItsLastPinsFailedToOpenIt() throws Exception {
        // Given: an opening that waits behind a deletion, itself behind another opening
        Files.writeString(directory.resolve("a"), "in the way");
        Queue<Runnable> lane = new ArrayDeque<>();
        PinnedFile file = new PinnedFile(directory.resolve("a/b.bin"), LENGTH, lane::add);
        AtomicBoolean gone = new AtomicBoolean();
        Future<Void> first = file.pin();
        file.deleteWhenUnpinned(() -> gone.set(true));
        Future<Void> second = file.pin();
        // When
        for (Runnable task = lane.poll(); task != null; task = lane.poll()) {
            task.run();
        }
        // Then
        assertThat(first.cause()).isInstanceOf(IOException.class);
        assertThat(second.cause()).isInstanceOf(IOException.class);
        assertThat(gone).isTrue();
        assertThat(file.pin().cause()).isInstanceOf(FileDeletedException.class);
    }

    @Test
    void failedOpeningCountsAsNoPin() throws Exception {
        // Given
        Files.writeString(directory.resolve("a"), "in the way");
        PinnedFile file = file();
        // Then
        assertThat(file.pin().cause()).isInstanceOf(IOException.class);
        assertThatThrownBy(file::open).hasMessageContaining("without a pin");
        Files.delete(directory.resolve("a"));
        assertThat(file.pin().succeeded()).isTrue();
    }
}
