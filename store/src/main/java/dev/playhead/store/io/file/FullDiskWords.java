package dev.playhead.store.io.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words by which a system says that a disk is full, or that its user has had their share of it. Thread-safe.
 *
 * <p>Java has no type for that failure and keeps its number to itself: {@code FileChannel} and {@code RandomAccessFile}
 * throw a plain {@link IOException} whose message is the C library's {@code strerror}, and {@code Files} throws a {@link
 * FileSystemException} with the same as its reason. Those words differ between C libraries and between languages, so the
 * library of this process is asked for them; the words of glibc in English stand in where it cannot be called.
 */
final class FullDiskWords {
    /** As Linux counts on all architectures in common use; another system has no such number or is understood in English. */
    private static final int ENOSPC = 28;

    private static final int EDQUOT = 122;

    private static final List<String> IN_ENGLISH = List.of("No space left on device", "Disk quota exceeded");

    private final List<String> words;

    private FullDiskWords(Stream<String> words) {
        this.words = words.distinct().toList();
    }

    /** The words of this process's C library in its language, and those in English. */
    static FullDiskWords ofThisSystem() {
        return new FullDiskWords(Stream.concat(ofTheLibrary(), IN_ENGLISH.stream()));
    }

    /** The words of this process's C library alone; none where it cannot be called. */
    static FullDiskWords ofTheLibraryAlone() {
        return new FullDiskWords(ofTheLibrary());
    }

    private static Stream<String> ofTheLibrary() {
        return Stream.of(ENOSPC, EDQUOT).map(NativeFiles::words).flatMap(Optional::stream);
    }

    /** Whether a failure was told in these words. */
    boolean tell(IOException failure) {
        String said = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return said != null && words.stream().anyMatch(said::contains);
    }
}
