package dev.playhead.fetcher.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.RequestedRange;
import dev.playhead.fetcher.core.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Longer than a body of some bytes is on its way over loopback. */
    private static final long ARRIVED_MILLIS = 50;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer origin;
    private Exchange.Line line;

    @BeforeEach
    void start() {
        origin = vertx.createHttpServer()
                .requestHandler(
                        request -> inPieces(Integer.parseInt(request.path().substring(1)), request.response()))
                .listen(0, "127.0.0.1")
                .await();
        HttpClient client = vertx.httpClientBuilder()
                .with(new PoolOptions().setHttp1MaxSize(1))
                .build();
        line = new Exchange.Line(
                vertx,
                client,
                new Patience(PATIENCE, PATIENCE, PATIENCE, PATIENCE),
                new Redirects(Set.of()),
                new Neighbourhood(vertx),
                URI.create("http://127.0.0.1:" + origin.actualPort()),
                Map.of());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** A connection stops reading behind so many unread pieces, 16 in Vert.x 5, of which the end of the body is one. */
    static List<Integer> pieces() {
        return IntStream.rangeClosed(1, 40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void aCancelledAnswerNobodyReadDoesNotHoldUpTheNext(int pieces) throws Exception {
        // When
        Future<Integer> next = Future.future(
                done -> vertx.runOnContext(now -> askBehindOneCancelled(pieces).onComplete(done)));

        // Then
        assertThat(next.await(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
    }

    private Future<Integer> askBehindOneCancelled(int pieces) {
        Exchange cancelled = exchange();
        return cancelled
                .ask(target(pieces))
                .compose(unread -> vertx.timer(ARRIVED_MILLIS, TimeUnit.MILLISECONDS))
                .compose(arrived -> {
                    cancelled.abort();
                    return exchange().ask(target(1)).map(OriginResponse::status);
                });
    }

    private Exchange exchange() {
        return new Exchange(line, new Question(new RequestedRange.From(0, null), null, false, false));
    }

    private Target target(int pieces) {
        return Target.of(line.home().resolve("/" + pieces));
    }

    private static void inPieces(int pieces, HttpServerResponse response) {
        response.setChunked(true);
        for (int piece = 0; piece < pieces; piece++) {
            response.write("x");
        }
        response.end();
    }
}
