package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.http.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForegroundTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final Foreground foreground =
            new Foreground(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true));
    private volatile Optional<String> problem = Optional.of("starting");

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void announcesWhenReadyAndClosesWhenStopped() {
        // Given
        CompletableFuture<Void> run = runAsync(new Fake(Future.succeededFuture()));
        await().until(() -> told.contains("started"));
        assertThat(out.toString()).isEmpty();

        // When
        problem = Optional.empty();

        // Then
        await().until(() -> told.contains("announced"));
        assertThat(out.toString()).isEqualToIgnoringNewLines("ready on http://here");
        foreground.stop();
        run.join();
        assertThat(told).containsExactly("started", "announced", "closed");
    }

    @Test
    void closesWhatFailedToStartAndThrows() {
        // Given
        Fake broken = new Fake(Future.failedFuture(new StartException("port 8080 is taken", null)));

        // Then
        assertThatThrownBy(() -> foreground.run(broken))
                .isInstanceOf(StartException.class)
                .hasMessage("port 8080 is taken");
        assertThat(told).containsExactly("started", "closed");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void canBeStoppedBeforeItIsReady() {
        // Given
        CompletableFuture<Void> run = runAsync(new Fake(Future.future(never -> {})));
        await().until(() -> told.contains("started"));

        // When
        foreground.stop();

        // Then
        run.join();
        assertThat(told).containsExactly("started", "closed");
    }

    private CompletableFuture<Void> runAsync(Instance instance) {
        return CompletableFuture.runAsync(() -> {
            try {
                foreground.run(instance);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private final class Fake implements Instance {
        private final Future<Void> start;
        private final Readiness readiness = new Readiness(vertx).require("all", () -> problem);

        Fake(Future<Void> start) {
            this.start = start;
        }

        @Override
        public Future<Void> start() {
            told.add("started");
            return start;
        }

        @Override
        public Readiness readiness() {
            return readiness;
        }

        @Override
        public String announcement() {
            return "ready on http://here";
        }

        @Override
        public void announced() {
            told.add("announced");
        }

        @Override
        public Future<Void> close() {
            told.add("closed");
            return Future.succeededFuture();
        }
    }
}
