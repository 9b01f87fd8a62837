package dev.playhead.benchmarks.gateway;

import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.model.MediaId;
import dev.playhead.gateway.core.route.MediaIds;
import dev.playhead.gateway.core.route.PlayerTarget;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From a request's head to its answer's, without a socket or a store: parse, plan, describe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestPathBenchmark {
    private static final int MAX_TARGET = 8 * 1024;

    private final PlayerTarget.Parser targets = new PlayerTarget.Parser(MAX_TARGET);
    private final MultiMap plain = player("bytes=1048576-1310719");
    private final MultiMap conditional =
            player("bytes=1048576-").set("if-range", "\"5f3a-1b2c3d4e\"").set("if-none-match", "\"another\"");
    private final MultiMap several = player("bytes=0-99,1000-1999,-500");
    private final MediaQuery asked = MediaQuery.of(false, plain::getAll);

    /** The target alone: where the media lies, and its id. */
    @Benchmark
    public MediaId target() {
        PlayerTarget.AtOrigin target = (PlayerTarget.AtOrigin) targets.parse(PlayedFilm.TARGET);
        return MediaIds.of(PlayedFilm.ORIGIN, target.at().path(), target.at().query(), List.of());
    }

    /** The header fields alone. */
    @Benchmark
    public MediaQuery fields() {
        return MediaQuery.of(false, plain::getAll);
    }

    /** What is answered, its header fields included. */
    @Benchmark
    public void plan(Blackhole sink) {
        answer(asked, sink);
    }

    /** All of it, as a player of the hot scenario asks. */
    @Benchmark
    public void range(Blackhole sink) {
        sink.consume(target());
        answer(MediaQuery.of(false, plain::getAll), sink);
    }

    /** All of it, as a player asks that comes back. */
    @Benchmark
    public void conditionalRange(Blackhole sink) {
        sink.consume(target());
        answer(MediaQuery.of(false, conditional::getAll), sink);
    }

    /** All of it, for a viewer of documents. */
    @Benchmark
    public void severalRanges(Blackhole sink) {
        sink.consume(target());
        answer(MediaQuery.of(false, several::getAll), sink);
    }

    private static void answer(MediaQuery query, Blackhole sink) {
        PlannedAnswer answer = PlannedAnswer.to(query, PlayedFilm.VERSION, () -> "boundary");
        answer.fields((name, value) -> {
            sink.consume(name);
            sink.consume(value);
        });
    }

    private static MultiMap player(String range) {
        return HttpHeaders.headers()
                .set("host", "127.0.0.1:8080")
                .set("user-agent", "Lavf/61.7.100")
                .set("accept", "*/*")
                .set("range", range);
    }
}
