package dev.playhead.store.io.file;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that holds a data directory until its input ends. */
public final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        try (DataDirectory held = DataDirectory.open(Path.of(args[0]))) {
            System.out.println("holds " + held.root());
            System.in.read();
        }
    }
}
