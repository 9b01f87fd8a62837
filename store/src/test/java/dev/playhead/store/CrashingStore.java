package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.version;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.media.Steps.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A store that writes until it ends the process at a step, as a kill would; prints what it has acknowledged. */
public final class CrashingStore {
    static final long LENGTH = 40L * 1024 * 1024;
    /** So much that the newest quarter stays by far, whatever the changing films and the index take. */
    static final DataSize LIMIT = DataSize.ofMebibytes(24);

    static final MediaVersion FILM = version(1, LENGTH);
    static final int SPAN = 4 * CHUNK;
    static final int CRASHED = 9;
    /** So many spans of the film, and another film has a new version. */
    private static final int CHANGE_EVERY = 4;
    /** So many take turns in it: a media that is replaced more than twice in a minute is not kept. */
    private static final int CHANGING = 20;

    private CrashingStore() {}

    /** Returns the names of the films that have new versions. */
    static List<String> changing() {
        return IntStream.range(0, CHANGING).mapToObj(CrashingStore::changing).toList();
    }

    private static String changing(int number) {
        return "changing-" + number;
    }

    /** @param arguments data directory, step, how many times the step is let pass */
    public static void main(String[] arguments) {
        Step fatal = Step.valueOf(arguments[1]);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
        TestStore store = new TestStore(Path.of(arguments[0]));
        store.maxSize = LIMIT;
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
                store.put(changing(changes % CHANGING), version(changes, SPAN), changes, 0, SPAN);
            }
            store.put("film", FILM, 1, at, at + SPAN);
            System.out.println(at);
            System.out.flush();
        }
        store.stop();
        Runtime.getRuntime().halt(0);
    }
}
