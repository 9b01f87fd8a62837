package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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

    private final ManualClock clock = new ManualClock();
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
        PageWindows pages = new PageWindows(LENGTH, clock);
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
        PageWindows pages = new PageWindows(WINDOW, clock);

        // When / Then
        assertThat(pages.borrow(film, PageWindows.STRIDE - 1, PageWindows.LONGEST_LOAN))
                .isPresent();
        assertThat(pages.borrow(film, 0, PageWindows.LONGEST_LOAN + 1)).isEmpty();
    }

    @Test
    void mapsNoMoreThanItsBudgetAndGivesUpOnlyWhatRests() {
        // Given
        PageWindows pages = new PageWindows(PageWindows.STRIDE + MIB, clock);
        PageWindows.Loan first = pages.borrow(film, 0, MIB).orElseThrow();

        // When / Then
        assertThat(pages.borrow(film, BEYOND, MIB)).isEmpty();
        first.giveBack();
        assertThat(pages.borrow(film, BEYOND, MIB)).as("just used").isEmpty();
        clock.advance(Duration.ofSeconds(3));
        assertThat(pages.borrow(film, BEYOND, MIB)).isPresent();
        assertThat(pages.mapped()).isEqualTo(PageWindows.STRIDE);
    }

    @Test
    void unmapsWhatNobodyUsesAndNeverWhatIsLent() {
        // Given
        PageWindows pages = new PageWindows(LENGTH, clock);
        PageWindows.Loan lent = pages.borrow(film, 0, MIB).orElseThrow();
        pages.borrow(film, BEYOND, MIB).orElseThrow().giveBack();

        // When
        clock.advance(PageWindows.IDLE);
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
        assertThat(new PageWindows(0, clock).borrow(film, 0, 1)).isEmpty();
    }
}
