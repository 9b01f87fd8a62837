package dev.playhead.store.io.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadableBytesTest {
    private static final ByteRange FIRST = new ByteRange(0, 100);
    private static final ByteRange SECOND = new ByteRange(100, 200);
    /** About as long as the other takes when it runs; where it does not, it is given the processor. */
    private static final int SPINS = 1000;

    private static final ByteRanges BOTH = ByteRanges.of(FIRST, SECOND);

    private final Leases leases = new Leases();
    private final ReadableBytes bytes = new ReadableBytes(leases, BOTH);

    @Test
    void hidesRangesFromWhoComesLater() {
        // When
        List<ByteRange> held = bytes.hide(ByteRanges.of(FIRST));

        // Then
        assertThat(held).isEmpty();
        assertThat(bytes.hold(leases.open(), FIRST)).isEqualTo(ByteRanges.of(SECOND));
    }

    @Test
    void tellsWhoHidesOfWhatCameBefore() {
        // Given
        bytes.hold(leases.open(), FIRST);
        bytes.hold(leases.open(), SECOND);

        // When
        List<ByteRange> held = bytes.hide(BOTH);

        // Then
        assertThat(held).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void holdsForEachLeaseNoMoreThanItsLastRange() {
        // Given
        Lease lease = leases.open();
        bytes.hold(lease, FIRST);

        // When
        bytes.hold(lease, SECOND);

        // Then
        assertThat(bytes.hide(BOTH)).containsExactly(SECOND);
    }

    @Test
    void showsAgainWhatStays() {
        // Given
        bytes.hide(BOTH);

        // When
        bytes.show(ByteRanges.of(SECOND));

        // Then
        assertThat(bytes.now()).isEqualTo(ByteRanges.of(SECOND));
    }

    @Test
    void neverLetsSomebodyReadWhatAnEvictorFindsUnheld() throws Exception {
        // Given
        ExecutorService readers = Executors.newSingleThreadExecutor();
        List<Encounter> encounters =
                Stream.generate(Encounter::new).limit(50_000).toList();

        // When
        Future<?> reading = readers.submit(() -> encounters.forEach(Encounter::read));
        encounters.forEach(Encounter::evict);
        reading.get(30, TimeUnit.SECONDS);
        readers.shutdown();

        // Then
        assertThat(encounters).noneMatch(Encounter::isLost);
    }

    /** One reader and one evictor of the same range, who wait for each other first so that they come at once. */
    private static final class Encounter {
        private final Leases leases = new Leases();
        private final ReadableBytes bytes = new ReadableBytes(leases, BOTH);
        private final Lease lease = leases.open();
        private final AtomicInteger here = new AtomicInteger();
        private boolean foundReadable;
        private boolean foundUnheld;

        void read() {
            meet();
            foundReadable = bytes.hold(lease, FIRST).covers(FIRST);
        }

        void evict() {
            meet();
            foundUnheld = bytes.hide(ByteRanges.of(FIRST)).isEmpty();
        }

        private void meet() {
            here.incrementAndGet();
            for (int spins = 0; here.get() < 2; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        boolean isLost() {
            return foundReadable && foundUnheld;
        }
    }
}
