package dev.playhead.common.bytes.socket;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.DataSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of open files, lent as memory: a socket takes bytes from there for half of what {@code sendfile} costs, which
 * handles each page of 4 KiB by itself. See docs/decisions/0011-windows-on-pages.md.
 *
 * <p>Files are mapped in windows, so many at a time as the budget allows; what does not fit is not lent. A window is
 * unmapped only when nothing of it is lent, and at the latest {@link #IDLE} after that, so a file that was deleted keeps
 * its place on the disk no longer. Nothing here reads a page: a write that fails because of one fails alone.
 *
 * <p>Thread-safe: the event loops of a process share what is mapped. A lock is held for a look-up, and now and then for the
 * system call that maps or unmaps a window, for which the system has the threads of a process wait for each other anyway.
 */
public final class PageWindows {
    /** How often {@link #tidy} is to be called: half of {@link #IDLE}, so that nothing stays much longer than that. */
    public static final Duration TIDY_EVERY = Duration.ofSeconds(5);

    /** Maps a film in some tens of steps, and is unmapped within a millisecond. */
    static final long STRIDE = 64L * 1024 * 1024;
    /** How far a window reaches into the next one's stride: the longest loan. */
    static final int LONGEST_LOAN = 4 * 1024 * 1024;
    /** How long a window stays that nobody uses. */
    static final Duration IDLE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(PageWindows.class);
    /** A window used since then is not given up for another: that would cost more than it saves. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    private final long budget;
    private final InstantSource time;
    private final List<Window> windows = new ArrayList<>();
    private long mapped;
    private boolean closed;

    /** @param budget what may be mapped at a time; 0 lends nothing */
    public PageWindows(DataSize budget, InstantSource time) {
        this.budget = Unmapping.isPossible() ? budget.bytes() : 0;
        this.time = time;
    }

    /** Some bytes of a file, in memory for as long as they are lent. */
    final class Loan {
        private final Window window;
        private final ByteBuffer bytes;

        private Loan(Window window, ByteBuffer bytes) {
            this.window = window;
            this.bytes = bytes;
        }

        /** The bytes, direct; not to be used after {@link #giveBack}. */
        ByteBuffer bytes() {
            return bytes;
        }

        /** Gives them back; once. */
        void giveBack() {
            PageWindows.this.giveBack(window);
        }
    }

    private static final class Window {
        private final FileChannel channel;
        private final long start;
        private final MappedByteBuffer pages;
        private Instant usedAt;
        private int lent;

        Window(FileChannel channel, long start, MappedByteBuffer pages, Instant now) {
            this.channel = channel;
            this.start = start;
            this.pages = pages;
            this.usedAt = now;
        }

        boolean holds(FileChannel of, long offset, int length) {
            return channel == of && start <= offset && offset + length <= start + pages.capacity();
        }

        /** What it takes of the budget: bytes that two windows reach count once. */
        long cost() {
            return Math.min(STRIDE, pages.capacity());
        }

        boolean isUnusedSince(Instant since) {
            return !usedAt.isAfter(since);
        }

        /** Whether nobody can ask for it any more: its file was closed, because it rests or is to be deleted. */
        boolean isLeftBehind() {
            return !channel.isOpen();
        }
    }

    /** Lends bytes of an open file; empty when they are to be sent in another way. */
    synchronized Optional<Loan> borrow(FileChannel channel, long offset, int length) {
        if (length > LONGEST_LOAN || budget == 0 || closed) {
            return Optional.empty();
        }
        Instant now = time.instant();
        return find(channel, offset, length)
                .or(() -> map(channel, offset, length, now))
                .map(window -> {
                    window.lent++;
                    window.usedAt = now;
                    return new Loan(window, window.pages.slice((int) (offset - window.start), length));
                });
    }

    private synchronized void giveBack(Window window) {
        window.lent--;
        if (closed) {
            drop(any -> true);
        }
    }

    /** Unmaps what nobody has used for a while, or can use any more; to be called every {@link #TIDY_EVERY}. */
    public synchronized void tidy() {
        Instant since = time.instant().minus(IDLE);
        drop(window -> window.isUnusedSince(since) || window.isLeftBehind());
    }

    /** Lends nothing any more, and unmaps everything: what is lent as soon as it is given back. */
    public synchronized void close() {
        closed = true;
        drop(any -> true);
    }

    /** Returns how many bytes are mapped. */
    public synchronized long mapped() {
        return mapped;
    }

    private Optional<Window> find(FileChannel channel, long offset, int length) {
        for (Window window : windows) {
            if (window.holds(channel, offset, length)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    private Optional<Window> map(FileChannel channel, long offset, int length, Instant now) {
        long start = offset / STRIDE * STRIDE;
        try {
            long size = Math.min(STRIDE + LONGEST_LOAN, channel.size() - start);
            if (start + size < offset + length) {
                // Who cut the file short is told of by whoever sends it without pages.
                return Optional.empty();
            }
            long cost = Math.min(STRIDE, size);
            if (mapped + cost > budget) {
                Instant since = now.minus(BUSY);
                drop(window -> window.isUnusedSince(since));
            }
            if (mapped + cost > budget) {
                return Optional.empty();
            }
            Window window = new Window(channel, start, channel.map(MapMode.READ_ONLY, start, size), now);
            windows.add(window);
            mapped += window.cost();
            return Optional.of(window);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).addKeyValue(LogKeys.REASON, e).log("a file cannot be mapped");
            return Optional.empty();
        }
    }

    /** Unmaps windows, except for what is lent. */
    private void drop(Predicate<Window> unwanted) {
        Iterator<Window> all = windows.iterator();
        while (all.hasNext()) {
            Window window = all.next();
            if (window.lent == 0 && unwanted.test(window)) {
                all.remove();
                mapped -= window.cost();
                Unmapping.unmap(window.pages);
            }
        }
    }
}
