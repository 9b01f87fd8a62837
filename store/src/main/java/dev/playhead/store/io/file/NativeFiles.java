package dev.playhead.store.io.file;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.playhead.common.model.ByteRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Java does not tell or do with sparse files: how many blocks one takes, giving some of them back, and what has failed.
 * Linux, through
 * the C library. Workers only.
 */
public final class NativeFiles {
    private static final Logger LOG = LoggerFactory.getLogger(NativeFiles.class);

    /** What an allocated block is on every file system we know of, or a multiple of it. */
    public static final int BLOCK_BYTES = 4096;

    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int FALLOC_KEEP_SIZE = 1;
    private static final int FALLOC_PUNCH_HOLE = 2;
    private static final int AT_FDCWD = -100;
    private static final int STATX_BLOCKS = 0x400;
    /** {@code struct statx} is the same everywhere: 256 bytes, its {@code stx_blocks} at 48, in units of 512 bytes. */
    private static final int STATX_BYTES = 256;

    private static final int STATX_BLOCKS_OFFSET = 48;
    private static final int STATX_UNIT = 512;
    private static final int ENOENT = 2;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    private static final @Nullable CLibrary C = load();

    private NativeFiles() {}

    /** The functions used; named as in C. */
    @SuppressWarnings("checkstyle:MethodName")
    interface CLibrary extends Library {
        int open(String path, int flags) throws LastErrorException;

        int close(int fd) throws LastErrorException;

        int fallocate(int fd, int mode, long offset, long length) throws LastErrorException;

        int statx(int directory, String path, int flags, int mask, Pointer into) throws LastErrorException;

        String strerror(int error);
    }

    private static @Nullable CLibrary load() {
        try {
            return Native.load("c", CLibrary.class);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            LOG.atWarn().log("no C library to be called: space is given back in whole files only");
            return null;
        }
    }

    /** Returns how many bytes of the disk a file takes; its length where the system does not say. */
    public static long allocated(Path file) throws IOException {
        CLibrary c = C;
        if (c == null) {
            return Files.size(file);
        }
        try (Memory stat = new Memory(STATX_BYTES)) {
            c.statx(AT_FDCWD, file.toString(), 0, STATX_BLOCKS, stat);
            return stat.getLong(STATX_BLOCKS_OFFSET) * STATX_UNIT;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENOSYS) {
                return Files.size(file);
            }
            throw failure(file, e);
        } catch (UnsatisfiedLinkError e) {
            return Files.size(file);
        }
    }

    /**
     * Makes a hole of a range: its whole blocks go back to the file system, the rest of it becomes zeroes. The length of the
     * file stays.
     *
     * @return false where the system cannot, and nothing has changed
     */
    public static boolean punch(Path file, ByteRange range) throws IOException {
        CLibrary c = C;
        if (c == null) {
            return false;
        }
        try {
            int fd = c.open(file.toString(), O_RDWR | O_CLOEXEC);
            try {
                c.fallocate(fd, FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE, range.start(), range.length());
                return true;
            } finally {
                c.close(fd);
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() == EOPNOTSUPP || e.getErrorCode() == ENOSYS) {
                return false;
            }
            throw failure(file, e);
        }
    }

    /**
     * Returns what the system calls an error, in the language of this process; empty where it cannot be asked.
     *
     * @param error as in {@code errno}
     */
    static Optional<String> words(int error) {
        CLibrary c = C;
        return c == null ? Optional.empty() : Optional.of(c.strerror(error));
    }

    private static IOException failure(Path file, LastErrorException e) {
        return e.getErrorCode() == ENOENT
                ? new NoSuchFileException(file.toString())
                : new IOException(file + ": " + e.getMessage(), e);
    }
}
