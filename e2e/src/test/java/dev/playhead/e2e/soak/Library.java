package dev.playhead.e2e.soak;

import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** What there is to watch: films that many see, and clips that one viewer sees once. Thread-safe. */
final class Library {
    private static final long MIB = 1024 * 1024;
    private static final int FILMS = 40;
    private static final long FILM_BYTES = 24 * MIB;
    private static final long CLIP_BYTES = MIB;
    /** One opening in so many is of a clip: what is kept of each media for ever would show. */
    private static final int CLIP_IN = 4;

    private final LyingOrigin origin;
    private final List<OriginFile> films;
    private final AtomicLong clips = new AtomicLong();

    Library(LyingOrigin origin, long bytesPerSecond) {
        this.origin = origin;
        origin.lies().always(Fault.bandwidth(bytesPerSecond));
        films = IntStream.range(0, FILMS)
                .mapToObj(number -> origin.serve("/film-" + number + ".mp4", FILM_BYTES))
                .toList();
    }

    List<OriginFile> films() {
        return films;
    }

    /** Returns how many clips there have been. */
    long clips() {
        return clips.get();
    }

    /** Takes something to watch, until {@link #giveBack}. */
    OriginFile pick(Random random) {
        if (random.nextInt(CLIP_IN) == 0) {
            return origin.serve("/clip-" + clips.incrementAndGet() + ".mp4", CLIP_BYTES);
        }
        // Some films are watched by many and most by few: the square bends towards the first.
        double where = random.nextDouble();
        return films.get((int) (where * where * FILMS));
    }

    void giveBack(OriginFile file) {
        if (!films.contains(file)) {
            origin.remove(file);
        }
    }
}
