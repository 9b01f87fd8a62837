package dev.playhead.standalone.demo;

import dev.playhead.standalone.demo.mp4.Mp4Loop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;

/**
 * The demo's film: a file that players and browsers accept, long enough to seek in.
 *
 * <p>A short loop is shipped (H.264 and AAC, 24 s, its time in the picture); the film is that loop many times over,
 * made at first use without an encoder.
 *
 * @param duration of the whole film
 */
public record DemoVideo(Path file, long size, Duration duration) {
    public static final String NAME = "film.mp4";

    private static final String LOOP = "/demo/loop.mp4";
    /** 40 minutes in 75 MB: seeks have somewhere to go, and it is made in well under a second. */
    private static final int LOOPS = 100;

    /**
     * Returns the film in the directory, made there unless it is there already. Blocking.
     *
     * <p>It appears under its name only when it is whole, so a run that was cut short leaves nothing wrong.
     *
     * @throws IOException when the directory cannot be written
     */
    public static DemoVideo in(Path directory) throws IOException {
        return in(directory, LOOPS);
    }

    /** Makes a film of so many loops, of 24 seconds each. Blocking. */
    public static DemoVideo in(Path directory, int loops) throws IOException {
        Mp4Loop loop = Mp4Loop.parse(shipped());
        DemoVideo film = new DemoVideo(directory.resolve(NAME), loop.size(loops), loop.duration(loops));
        if (!Files.isRegularFile(film.file) || Files.size(film.file) != film.size) {
            Files.createDirectories(directory);
            film.make(loop, loops);
        }
        return film;
    }

    private void make(Mp4Loop loop, int loops) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), NAME, ".part");
        try {
            try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                loop.writeTo(out, loops);
                out.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static ByteBuffer shipped() throws IOException {
        try (InputStream in = DemoVideo.class.getResourceAsStream(LOOP)) {
            return ByteBuffer.wrap(Objects.requireNonNull(in, LOOP).readAllBytes());
        }
    }
}
