package dev.playhead.standalone.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all a process keeps, owned by one process at a time.
 *
 * <p>Ownership is an operating system lock on the file {@code lock} inside, so that it ends with the process however
 * that ends. The file names the owner's process id for the message that the next one gives.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;
    private final boolean abandoned;

    private DataDirectory(Path path, FileChannel lock, boolean abandoned) {
        this.path = path;
        this.lock = lock;
        this.abandoned = abandoned;
    }

    /**
     * Makes the directory where it is missing, and takes it.
     *
     * @throws StartException when it cannot be written, or is another process's
     */
    public static DataDirectory take(Path path) {
        FileChannel channel = openLockFile(path);
        try {
            if (tryLock(channel) == null) {
                throw new StartException(
                        "data directory " + path + " is in use by another process" + owner(channel), null);
            }
            boolean abandoned = channel.size() > 0;
            channel.truncate(0).write(ByteBuffer.wrap(pidOfThis().getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataDirectory(path, channel, abandoned);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StartException("data directory " + path + " cannot be locked: " + e, e);
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** Returns a path inside. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Whether the last owner has not given it back: it crashed, or was killed. */
    public boolean wasAbandoned() {
        return abandoned;
    }

    /** Gives the directory back; never fails. */
    @Override
    public void close() {
        try (lock) {
            lock.truncate(0);
        } catch (IOException e) {
            // The lock goes with the process at the latest, and the next owner takes it for abandoned.
        }
    }

    private static FileChannel openLockFile(Path path) {
        try {
            Files.createDirectories(path);
            return FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartException("data directory " + path + " cannot be written: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    private static String pidOfThis() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
