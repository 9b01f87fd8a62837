package dev.playhead.store.io.file;

import dev.playhead.common.model.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The open sparse file of one version: one channel that writes, and one that all readers share.
 *
 * <p>Its length is set when it is made: {@code sendFile} clamps to the size it finds. Workers only, except for {@link
 * #reader}.
 */
public final class VersionFile implements AutoCloseable {
    /** Large enough that the system call does not count, small enough for a worker's stack of buffers. */
    private static final int READ_BYTES = 256 * 1024;

    private final FileChannel writer;
    private final FileChannel reader;

    private VersionFile(FileChannel writer, FileChannel reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Opens the file, making it with the length, all a hole, if it is not there. */
    public static VersionFile open(Path path, long length) throws IOException {
        Files.createDirectories(path.getParent());
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (file.length() < length) {
                file.setLength(length);
            }
            return new VersionFile(file.getChannel(), FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Makes a file all a hole where single ranges cannot be given back. */
    static void empty(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(0);
            file.setLength(length);
        }
    }

    /** Returns the channel to read from; it is open for as long as this file is. */
    public FileChannel reader() {
        return reader;
    }

    /** Writes what is between position and limit of the buffer, whole. */
    public void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += writer.write(bytes, at);
        }
    }

    /** Computes the checksum of a range from what the file says. */
    public int crc32c(ByteRange range) throws IOException {
        return crc32c(reader, range);
    }

    /** Computes the checksum of a range of any file. */
    public static int crc32c(FileChannel reader, ByteRange range) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(READ_BYTES, range.length()));
        long at = range.start();
        while (at < range.end()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), range.end() - at));
            int read = reader.read(buffer, at);
            if (read < 0) {
                throw new EOFException("file ends at " + at + " inside " + range);
            }
            crc.update(buffer.flip());
            at += read;
        }
        return (int) crc.getValue();
    }

    /** Brings what was written to the disk. */
    public void force() throws IOException {
        writer.force(false);
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            reader.close();
        }
    }
}
