package dev.playhead.store.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Blocks held back for the index: on a disk that others have filled to the last block, what is evicted could not be taken
 * out of it. Worker.
 */
public final class Ballast {
    /** Some thousand commits, and the database's own housekeeping. */
    private static final int BYTES = 2 * 1024 * 1024;

    private final Path file;

    public Ballast(Path directory) {
        this.file = directory.resolve("ballast");
    }

    /** Takes the blocks, where they are to be had; a disk that is full now has none. */
    public void take() {
        try {
            if (!Files.exists(file) || Files.size(file) < BYTES) {
                Files.write(file, new byte[BYTES]);
            }
        } catch (IOException full) {
            release();
        }
    }

    /** Gives the blocks to whoever needs them. */
    public void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException gone) {
            // There is nothing left to give.
        }
    }
}
