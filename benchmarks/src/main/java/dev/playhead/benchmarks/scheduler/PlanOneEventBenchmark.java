package dev.playhead.benchmarks.scheduler;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One position of one of fifty viewers of a media of 50 000 chunks, from the event to what follows from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanOneEventBenchmark {
    private static final int CHUNKS = 50_000;
    private static final int VIEWERS = 50;
    private static final long CHUNK = ChunkLayout.MAX_CHUNK_SIZE;
    private static final long PART = CHUNKS / VIEWERS * CHUNK;
    /** Each viewer tells once a second. */
    private static final Duration BETWEEN = Duration.ofSeconds(1).dividedBy(VIEWERS);

    /** How much the store holds: all but the last chunk, or every other chunk, so that each window is full of gaps. */
    public enum Held {
        NEARLY_ALL,
        EVERY_OTHER
    }

    /** JMH sets it. */
    @Param
    @SuppressWarnings("NullAway.Init")
    public Held held;

    private final List<Viewer> viewers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ServedCore core;

    private int turn;

    @Setup(Level.Trial)
    public void open() {
        core = new ServedCore();
        StoredMedia film = ServedCore.film("/film", CHUNKS * CHUNK, CHUNK, held());
        for (int i = 0; i < VIEWERS; i++) {
            viewers.add(core.watch(film, "s" + i, i * PART, (i + 1) * PART - CHUNK));
        }
        for (int i = 0; i < 20 * VIEWERS; i++) {
            tell();
        }
    }

    private ByteRanges held() {
        if (held == Held.NEARLY_ALL) {
            return ByteRanges.of(new ByteRange(0, (CHUNKS - 1) * CHUNK));
        }
        List<ByteRange> ranges = new ArrayList<>();
        for (int chunk = 0; chunk < CHUNKS; chunk += 2) {
            ranges.add(ByteRange.ofLength(chunk * CHUNK, CHUNK));
        }
        return ByteRanges.of(ranges);
    }

    /** The fetcher's slots are taken all the while: each event is planned for and waits. */
    @Benchmark
    public int tell() {
        turn = (turn + 1) % VIEWERS;
        core.pass(BETWEEN);
        return core.send(viewers.get(turn).goesOn(core.now()));
    }
}
