package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.version;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.media.Steps.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that writes until it ends the process at a step, as a kill would; prints what it has acknowledged. */
public final class CrashingStore {
    static final long LENGTH = 40L * 1024 * 1024;
    static final DataSize LIMIT = DataSize.ofMebibytes(16);
    static final MediaVersion FILM = version(1, LENGTH);
    static final int SPAN = 4 * CHUNK;
    static final int CRASHED = 9;
    /** So many spans of the film, and another film has a new version. */
    private static final int CHANGE_EVERY = 4;
    /** A media whose versions come faster is not kept. */
    private static final Duration BETWEEN_CHANGES = Duration.ofMinutes(1);

    private CrashingStore() {}

    /** @param arguments data directory, step, how many times the step is let pass */
    public static void main(String[] arguments) {
        Step fatal = Step.valueOf(arguments[1]);
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
        TestStore store = new TestStore(Path.of(arguments[0]));
        store.maxSize = LIMIT;
        store.time = () -> Instant.now().plus(ahead.get());
        store.steps = step -> {
            if (step == fatal && left.getAndDecrement() == 0) {
                Runtime.getRuntime().halt(CRASHED);
            }
        };
        store.start();
        int changes = 0;
        for (long at = 0; at < LENGTH; at += SPAN) {
            if (at % (CHANGE_EVERY * SPAN) == 0) {
                changes++;
                ahead.updateAndGet(BETWEEN_CHANGES::plus);
                store.put("changing", version(changes, SPAN), changes, 0, SPAN);
            }
            store.put("film", FILM, 1, at, at + SPAN);
            System.out.println(at);
            System.out.flush();
        }
        store.stop();
        Runtime.getRuntime().halt(0);
    }
}
