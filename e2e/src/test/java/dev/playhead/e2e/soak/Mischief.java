package dev.playhead.e2e.soak;

import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong with an origin, a little every second. Not thread-safe. */
final class Mischief {
    /** A fault that applies to so few requests at a time is one of many things that a viewer meets. */
    private static final int REQUESTS = 2;

    private static final int CHANGE_EVERY = 15;
    private static final int AWAY_EVERY = 90;
    private static final int BACK_AFTER = 3;
    private static final int FORGIVEN_EVERY = 30;

    private final LyingOrigin origin;
    private final List<OriginFile> films;
    private final Random random;
    private int second;

    Mischief(LyingOrigin origin, List<OriginFile> films, Random random) {
        this.origin = origin;
        this.films = films;
        this.random = random;
    }

    /** Does the mischief of one second. */
    void step() {
        second++;
        OriginFile film = films.get(random.nextInt(films.size()));
        film.lies().next(REQUESTS, fault());
        if (second % CHANGE_EVERY == 0) {
            films.get(random.nextInt(films.size())).changeContent();
        }
        if (second % FORGIVEN_EVERY == 0) {
            films.forEach(each -> each.lies().clear());
        }
        if (second % AWAY_EVERY == 0) {
            origin.stop();
        }
        if (second % AWAY_EVERY == BACK_AFTER) {
            origin.restart();
        }
        // The log grows with every request, and each look at it costs its length.
        origin.requests().clear();
    }

    private Fault fault() {
        long within = random.nextInt(1 << 20);
        return switch (random.nextInt(13)) {
            case 0, 1 -> Fault.resetAfter(within);
            case 2 -> Fault.stallAfter(within, Duration.ofSeconds(20));
            case 3 -> Fault.status(503);
            case 4 -> Fault.statusWithRetryAfter(429, "1");
            case 5 -> new Fault.ShortBody(within, true);
            case 6 -> new Fault.ShortBody(within, false);
            case 7 -> new Fault.LongBody(1 + within, true);
            case 8 -> new Fault.IgnoreRange();
            case 9 -> new Fault.SendShiftedRange(1 + within);
            case 10 -> new Fault.NoLength();
            case 11 -> Fault.header("Content-Encoding", "gzip");
            default -> Fault.firstByteAfter(Duration.ofSeconds(3));
        };
    }
}
