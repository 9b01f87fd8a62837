package dev.playhead.store.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.store.core.space.SpaceBudget;
import dev.playhead.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    private static final long GIB = 1L << 30;
    private static final IOException IN_SOME_LANGUAGE =
            new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");

    @TempDir
    Path directory;

    private final AtomicLong usable = new AtomicLong(GIB);
    private DiskSpace space;

    @BeforeEach
    void open() {
        space = spaceOf(directory);
        space.measure();
    }

    @Test
    void isExhaustedWhereTheDiskHasNoRoomWhateverTheFailureSays() {
        // Given
        usable.set(4096);

        // When
        boolean exhausted = space.isExhaustedBy(IN_SOME_LANGUAGE);

        // Then
        assertThat(exhausted).isTrue();
        assertThat(space.hasRoom(1)).isFalse();
        assertThat(space.wanted()).isPositive();
    }

    @Test
    void isExhaustedWhereTheSystemSaysSoWhateverTheDiskHas() {
        // When: a quota is no matter of the disk
        boolean exhausted = space.isExhaustedBy(new IOException("Disk quota exceeded"));

        // Then
        assertThat(exhausted).isTrue();
        assertThat(space.hasRoom(1)).isFalse();
    }

    @Test
    void isNotExhaustedByAnotherFailureOfADiskWithRoom() {
        // When
        boolean exhausted = space.isExhaustedBy(new IOException("Input/output error"));

        // Then
        assertThat(exhausted).isFalse();
        assertThat(space.hasRoom(1)).isTrue();
    }

    @Test
    void isNotExhaustedWhereTheDiskIsGoneAndNothingCanBeSaidOfIt() {
        // Given
        DiskSpace gone = spaceOf(directory.resolve("unmounted"));
        usable.set(0);

        // When
        boolean exhausted = gone.isExhaustedBy(new IOException("Transport endpoint is not connected"));

        // Then
        assertThat(exhausted).isFalse();
    }

    private DiskSpace spaceOf(Path store) {
        SpaceBudget budget = new SpaceBudget(new DataSize(0), new DataSize(0));
        return new DiskSpace(store, usable::get, budget, Runnable::run, new ManualClock());
    }
}
