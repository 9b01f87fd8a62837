package dev.playhead.store.io.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Counts the blocks that a directory tree takes. Worker. */
public final class DiskUse {
    private DiskUse() {}

    /** Returns the bytes of the disk that the files below a directory take, holes not counted; none when it is not there. */
    public static long of(Path directory) throws IOException {
        Counting counting = new Counting();
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, counting);
        }
        return counting.bytes;
    }

    /** Files may go while they are counted. */
    private static final class Counting extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += allocated(file);
            return FileVisitResult.CONTINUE;
        }

        private static long allocated(Path file) {
            try {
                return NativeFiles.allocated(file);
            } catch (IOException gone) {
                return 0;
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
