package dev.playhead.benchmarks.gateway;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.RequestedRange;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From a request to the region of a file that a socket would take, on an event loop, out of a store in the same JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FirstRegionBenchmark {
    /** Many in one go, so that the way to the event loop and back weighs nothing. */
    private static final int TURN = 1000;
    /** Regions begin on pages, as those of the hot scenario do. */
    private static final int PAGE = 4096;

    /** JMH opens it first. */
    @SuppressWarnings("NullAway.Init")
    private OpenedStore store;

    @Setup(Level.Trial)
    public void open() throws Exception {
        store = OpenedStore.withFilm();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        store.close();
    }

    /** The read alone: open, described, first slice, closed. */
    @Benchmark
    @OperationsPerInvocation(TURN)
    public long read() throws Exception {
        MediaId media = MediaId.of(PlayedFilm.ORIGIN, PlayedFilm.PATH);
        return store.onEventLoop(() -> repeat(at -> first(store.reader(), media, at)));
    }

    private static long repeat(LongFunction<Slice> request) {
        long sum = 0;
        for (int i = 0; i < TURN; i++) {
            long at = (long) i * PAGE % (PlayedFilm.LENGTH - PlayedFilm.REGION);
            sum += ((Slice.OfFile) request.apply(at)).offset();
        }
        return sum;
    }

    private static Slice first(MediaReader reader, MediaId media, long at) {
        MediaRead read = reader.open(media, new RequestedRange.From(at, at + PlayedFilm.REGION));
        if (!read.version().succeeded()) {
            throw new IllegalStateException("a media in memory is described at once");
        }
        Slice slice = read.next(at, PlayedFilm.REGION).result();
        read.close();
        return slice;
    }
}
