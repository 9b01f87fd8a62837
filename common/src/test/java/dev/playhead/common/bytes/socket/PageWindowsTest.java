package dev.playhead.common.bytes.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageWindowsTest {
    private static final int MIB = 1024 * 1024;
    private static final long LENGTH = 3 * PageWindows.STRIDE;
    private static final long WINDOW = PageWindows.STRIDE + PageWindows.LONGEST_LOAN;

    /** The first place that the first window does not reach. */
    private static final long BEYOND = WINDOW;

    @TempDir
    Path directory;

    private Instant now = Instant.EPOCH;
    private FileChannel film;

    @BeforeEach
    void sparseFile() throws IOException {
        Path path = directory.resolve("film");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(LENGTH);
        }
        film = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        film.close();
    }

    @Test
    void lendsWhatTheFileSaysAtAnyPlace() throws IOException {
        // Given
        PageWindows pages = pages(LENGTH);
        long[] offsets = {0, 1, PageWindows.STRIDE - 1, PageWindows.STRIDE, LENGTH - 4};
        for (long offset : offsets) {
            film.write(ByteBuffer.allocate(4).putInt(0, (int) (offset + 7)), offset);

            // When
            PageWindows.Loan loan = pages.borrow(film, offset, 4).orElseThrow();

            // Then
            assertThat(loan.bytes().isDirect()).isTrue();
            assertThat(loan.bytes().remaining()).isEqualTo(4);
            assertThat(loan.bytes().getInt()).isEqualTo((int) (offset + 7));
            loan.giveBack();
        }
        pages.close();
        assertThat(pages.mapped()).isZero();
    }

    @Test
    void lendsTheLongestLoanFromTheLastByteOfAStride() {
        // Given
        PageWindows pages = pages(WINDOW);

        // When / Then
        assertThat(pages.borrow(film, PageWindows.STRIDE - 1, PageWindows.LONGEST_LOAN))
                .isPresent();
        assertThat(pages.borrow(film, 0, PageWindows.LONGEST_LOAN + 1)).isEmpty();
    }

    @Test
    void mapsNoMoreThanItsBudgetAndGivesUpOnlyWhatRests() {
        // Given
        PageWindows pages = pages(PageWindows.STRIDE + MIB);
        PageWindows.Loan first = pages.borrow(film, 0, MIB).orElseThrow();

        // When / Then
        assertThat(pages.borrow(film, BEYOND, MIB)).isEmpty();
        first.giveBack();
        assertThat(pages.borrow(film, BEYOND, MIB)).as("just used").isEmpty();
        now = now.plusSeconds(3);
        assertThat(pages.borrow(film, BEYOND, MIB)).isPresent();
        assertThat(pages.mapped()).isEqualTo(PageWindows.STRIDE);
    }

    @Test
    void unmapsWhatNobodyUsesAndNeverWhatIsLent() {
        // Given
        PageWindows pages = pages(LENGTH);
        PageWindows.Loan lent = pages.borrow(film, 0, MIB).orElseThrow();
        pages.borrow(film, BEYOND, MIB).orElseThrow().giveBack();

        // When
        now = now.plus(PageWindows.IDLE);
        pages.tidy();

        // Then
        assertThat(pages.mapped()).isEqualTo(PageWindows.STRIDE);
        assertThat(lent.bytes().get(MIB - 1)).isZero();
        lent.giveBack();
        pages.tidy();
        assertThat(pages.mapped()).isZero();
    }

    @Test
    void lendsNothingWithoutABudget() {
        assertThat(pages(0).borrow(film, 0, 1)).isEmpty();
    }

    @Test
    void unmapsSoonWhatWasClosed() throws IOException {
        // Given
        PageWindows pages = pages(LENGTH);
        pages.borrow(film, 0, MIB).orElseThrow().giveBack();
        PageWindows.Loan lent = pages.borrow(film, BEYOND, MIB).orElseThrow();

        // When
        film.close();
        pages.tidy();

        // Then
        assertThat(pages.mapped()).isEqualTo(PageWindows.STRIDE);
        assertThat(lent.bytes().get(MIB - 1)).isZero();
        lent.giveBack();
        pages.tidy();
        assertThat(pages.mapped()).isZero();
    }

    @Test
    void lendsNothingThatTheFileDoesNotHave() throws IOException {
        // Given
        PageWindows pages = pages(LENGTH);

        // When
        film.truncate(MIB);

        // Then
        assertThat(pages.borrow(film, MIB - 1, 2)).isEmpty();
        assertThat(pages.borrow(film, PageWindows.STRIDE + 1, 1)).isEmpty();
        assertThat(pages.borrow(film, MIB - 1, 1)).isPresent();
    }

    @Test
    void lendsNothingWhenClosedAndUnmapsWhatComesBack() {
        // Given
        PageWindows pages = pages(LENGTH);
        PageWindows.Loan lent = pages.borrow(film, 0, MIB).orElseThrow();

        // When
        pages.close();

        // Then
        assertThat(pages.borrow(film, 0, MIB)).isEmpty();
        assertThat(lent.bytes().get(MIB - 1)).isZero();
        lent.giveBack();
        assertThat(pages.mapped()).isZero();
    }

    @Test
    void severalThreadsBorrowAtATime() throws IOException {
        // Given
        PageWindows pages = pages(PageWindows.STRIDE);
        film.write(ByteBuffer.allocate(4).putInt(0, 11), 0);
        film.write(ByteBuffer.allocate(4).putInt(0, 12), BEYOND);
        AtomicInteger lent = new AtomicInteger();

        // When
        CompletableFuture<?>[] threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        int each = i;
                        pages.borrow(film, i % 2 == 0 ? 0 : BEYOND, 4).ifPresent(loan -> {
                            assertThat(loan.bytes().getInt()).isEqualTo(each % 2 == 0 ? 11 : 12);
                            loan.giveBack();
                            lent.incrementAndGet();
                        });
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(threads).join();

        // Then
        assertThat(lent).hasPositiveValue();
        pages.close();
        assertThat(pages.mapped()).isZero();
    }

    private PageWindows pages(long budget) {
        return new PageWindows(new DataSize(budget), () -> now);
    }
}
