package dev.playhead.store.io.file;

import java.io.IOException;
import java.nio.file.Path;

/** A pin that came after the file of an old version was given up. */
public final class FileDeletedException extends IOException {
    private static final long serialVersionUID = 1L;

    FileDeletedException(Path path) {
        super(path + " has been deleted");
    }
}
