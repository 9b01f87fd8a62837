package dev.playhead.benchmarks.scheduler;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many events a core takes in while ten thousand films are watched, one by one viewer each: positions, and the spans
 * that are fetched because of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LibraryBenchmark {
    static final int FILMS = 10_000;
    private static final long MIB = 1024 * 1024;
    private static final long LENGTH = 4096 * MIB;
    /** Each viewer tells once a second. */
    private static final Duration BETWEEN = Duration.ofSeconds(1).dividedBy(FILMS);

    private final List<Viewer> viewers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ServedCore core;

    private int turn;

    @Setup(Level.Trial)
    public void open() {
        core = new ServedCore();
        viewers.addAll(watched(core));
        for (int i = 0; i < 3 * FILMS; i++) {
            event();
        }
    }

    /** Opens all films, of each of which the first half is stored; returns their viewers. */
    static List<Viewer> watched(ServedCore core) {
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < FILMS; i++) {
            ByteRanges half = ByteRanges.of(new ByteRange(0, LENGTH / 2));
            StoredMedia film = ServedCore.film("/film-" + i, LENGTH, MIB, half);
            viewers.add(core.watch(film, "s" + i, LENGTH / 2 - 32 * MIB, LENGTH));
        }
        return viewers;
    }

    /** A span's end where one is under way, else the next viewer's position. */
    @Benchmark
    public boolean event() {
        if (core.fetchNext()) {
            return true;
        }
        turn = (turn + 1) % FILMS;
        core.pass(BETWEEN);
        return core.send(viewers.get(turn).goesOn(core.now())) > 0;
    }
}
