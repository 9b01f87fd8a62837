package dev.playhead.store.io.file;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.VersionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store, held by one process: where things lie in it, and whether it was left in order.
 *
 * <p>Workers only, except for the paths.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String CLEAN = "clean";
    private static final String MEDIA = "media";
    private static final String INDEX = "index";
    /** Added by the database. */
    private static final String INDEX_SUFFIX = ".mv.db";

    private static final Pattern VERSION_FILE = Pattern.compile("[0-9a-f]+-(\\d{1,18})\\.bin");
    /** More than the digits of any process id. */
    private static final int PID_BYTES = 32;

    private final Path root;
    private final FileChannel lockChannel;
    private final boolean wasClean;
    private final boolean canPunch;

    private DataDirectory(Path root, FileChannel lockChannel, boolean wasClean, boolean canPunch) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.wasClean = wasClean;
        this.canPunch = canPunch;
    }

    /**
     * Takes a directory, making it if it is not there.
     *
     * @throws DataDirectoryException when it cannot be written or another process has it; names the directory
     */
    public static DataDirectory open(Path root) {
        Path directory = root.toAbsolutePath().normalize();
        FileChannel lock = lock(directory);
        try {
            Files.createDirectories(directory.resolve(MEDIA));
            boolean clean = Files.deleteIfExists(directory.resolve(CLEAN));
            sync(directory);
            return new DataDirectory(directory, lock, clean, canPunch(directory));
        } catch (IOException e) {
            closeQuietly(lock);
            throw unwritable(directory, e);
        }
    }

    /** Tries it: what a file system can is not always what its name says. */
    private static boolean canPunch(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "probe", ".tmp");
        try {
            Files.write(probe, new byte[2 * NativeFiles.BLOCK_BYTES]);
            return NativeFiles.punch(probe, new ByteRange(0, NativeFiles.BLOCK_BYTES));
        } finally {
            Files.delete(probe);
        }
    }

    private static FileChannel lock(Path directory) {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = holder(channel);
                channel.close();
                throw new DataDirectoryException("store.data: " + directory + " is in use by process " + holder);
            }
            channel.truncate(0);
            channel.write(utf8(Long.toString(ProcessHandle.current().pid())), 0);
            return channel;
        } catch (IOException e) {
            if (channel != null) {
                closeQuietly(channel);
            }
            throw unwritable(directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
        channel.read(pid, 0);
        String text = StandardCharsets.UTF_8.decode(pid.flip()).toString().strip();
        return text.isEmpty() ? "(unknown)" : text;
    }

    private static DataDirectoryException unwritable(Path directory, IOException cause) {
        return new DataDirectoryException("store.data: " + directory + " cannot be written: " + cause, cause);
    }

    /** Whether the last owner left in order; false for a new directory too. */
    public boolean wasClean() {
        return wasClean;
    }

    /** Whether ranges of files can be given back to the disk; else only whole files can. */
    public boolean canPunch() {
        return canPunch;
    }

    public Path root() {
        return root;
    }

    /** Returns the path of the index, without the suffixes its database adds. */
    public Path index() {
        return index(root);
    }

    public static Path index(Path root) {
        return root.toAbsolutePath().normalize().resolve(INDEX);
    }

    /**
     * Returns where the bytes of a version lie.
     *
     * @param number of the version in the index: no path is ever used twice, so a late deletion hits nobody else
     */
    public Path file(MediaId media, VersionId version, long number) {
        String origin = media.origin().value();
        String digest = media.value().substring(origin.length() + 1);
        return root.resolve(MEDIA).resolve(origin).resolve(digest).resolve(version.value() + "-" + number + ".bin");
    }

    /**
     * Puts an index aside that cannot be read, so that a new one may be made; one that was put aside before goes.
     *
     * @return where it lies now
     */
    public Path setIndexAside() throws IOException {
        Path index = root.resolve(INDEX + INDEX_SUFFIX);
        Path aside = root.resolve(INDEX + ".unreadable" + INDEX_SUFFIX);
        Files.move(index, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(root.resolve(INDEX + ".trace.db"));
        return aside;
    }

    /** Returns the highest number that a file has; 0 when there is none. */
    public long highestNumber() throws IOException {
        return files().stream().mapToLong(DataDirectory::number).max().orElse(0);
    }

    /** Returns the files of all versions that are there. */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(MEDIA))) {
            return all.filter(path ->
                            VERSION_FILE.matcher(path.getFileName().toString()).matches())
                    .toList();
        }
    }

    /** Returns the number in the index that the version of a file has, or had. */
    public static long number(Path file) {
        Matcher matcher = VERSION_FILE.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + file + "' is no file of a version");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** Leaves word for the next owner that all is in order. The last thing before {@link #close}. */
    public void markClean() throws IOException {
        try (FileChannel marker = FileChannel.open(
                root.resolve(CLEAN),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            marker.force(true);
        }
        sync(root);
    }

    /** Brings the names in a directory to the disk: a mark that came back after a power loss would be believed. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public void close() {
        closeQuietly(lockChannel);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The lock goes with the process at the latest.
        }
    }
}
