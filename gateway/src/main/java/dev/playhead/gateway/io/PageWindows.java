package dev.playhead.gateway.io;

import dev.playhead.common.log.LogKeys;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
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
import org.jspecify.annotations.Nullable;
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
 * <p>Event loop only.
 */
public final class PageWindows {
    private static final Logger LOG = LoggerFactory.getLogger(PageWindows.class);
    /** Maps a film in some tens of steps, and is unmapped within a millisecond. */
    static final long STRIDE = 64L * 1024 * 1024;
    /** How far a window reaches into the next one's stride: the longest loan. */
    static final int LONGEST_LOAN = 4 * 1024 * 1024;
    /** How long a window stays that nobody uses. */
    static final Duration IDLE = Duration.ofSeconds(10);
    /** A window used since then is not given up for another: that would cost more than it saves. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    private static final @Nullable MethodHandle UNMAP = findUnmap();

    private final long budget;
    private final InstantSource time;
    private final List<Window> windows = new ArrayList<>();
    private long mapped;

    /** @param budget bytes that may be mapped at a time; 0 lends nothing */
    public PageWindows(long budget, InstantSource time) {
        this.budget = UNMAP == null ? 0 : budget;
        this.time = time;
    }

    /** Some bytes of a file, in memory for as long as they are lent. */
    public static final class Loan {
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
            window.lent--;
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
            return lent == 0 && !usedAt.isAfter(since);
        }
    }

    /** Lends bytes of an open file; empty when they are to be sent in another way. */
    Optional<Loan> borrow(FileChannel channel, long offset, int length) {
        if (length > LONGEST_LOAN || budget == 0) {
            return Optional.empty();
        }
        Instant now = time.instant();
        return find(channel, offset, length).or(() -> map(channel, offset, now)).map(window -> {
            window.lent++;
            window.usedAt = now;
            return new Loan(window, window.pages.slice((int) (offset - window.start), length));
        });
    }

    /** Unmaps what nobody has used for a while; to be called every few seconds. */
    public void tidy() {
        dropUnusedSince(time.instant().minus(IDLE));
    }

    /** Unmaps everything that is not lent. */
    public void close() {
        dropUnusedSince(Instant.MAX);
    }

    /** Returns how many bytes are mapped. */
    long mapped() {
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

    private Optional<Window> map(FileChannel channel, long offset, Instant now) {
        long start = offset / STRIDE * STRIDE;
        try {
            long length = Math.min(STRIDE + LONGEST_LOAN, channel.size() - start);
            long cost = Math.min(STRIDE, length);
            if (mapped + cost > budget) {
                dropUnusedSince(now.minus(BUSY));
            }
            if (mapped + cost > budget) {
                return Optional.empty();
            }
            Window window = new Window(channel, start, channel.map(MapMode.READ_ONLY, start, length), now);
            windows.add(window);
            mapped += window.cost();
            return Optional.of(window);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).addKeyValue(LogKeys.REASON, e).log("a file cannot be mapped");
            return Optional.empty();
        }
    }

    private void dropUnusedSince(Instant since) {
        Iterator<Window> all = windows.iterator();
        while (all.hasNext()) {
            Window window = all.next();
            if (window.isUnusedSince(since)) {
                all.remove();
                mapped -= window.cost();
                unmap(window.pages);
            }
        }
    }

    private static void unmap(MappedByteBuffer pages) {
        try {
            if (UNMAP != null) {
                UNMAP.invoke((ByteBuffer) pages);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("pages that were mapped here can be unmapped", e);
        }
    }

    /** Java 17 unmaps by itself only when it collects garbage, which may be never. */
    private static @Nullable MethodHandle findUnmap() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("this Java cannot unmap files; they are sent in another way");
            return null;
        }
    }
}
