package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.http.Readiness;
import dev.playhead.standalone.run.Instance;
import dev.playhead.standalone.run.StartException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoIT {
    private static final URI GATEWAY = URI.create("http://127.0.0.1:8080");
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    static Path directory;

    private final StringWriter text = new StringWriter();

    @Test
    void tellsWhatToOpenAfterWhatPlayheadTells() throws Exception {
        // Given
        DemoStage stage = DemoStage.open(directory, LOOPBACK, 0);
        Demo demo = demo(stage, new FakePlayhead());

        // When
        String told = demo.announcement();

        // Then
        assertThat(told).startsWith("ready here" + System.lineSeparator());
        assertThat(told)
                .contains(GATEWAY + "/o/demo/ ", GATEWAY + "/o/demo/film.mp4", "curl -r 37000000-37999999")
                .contains("150 ms", "2.5 MB/s", directory.toString(), stage.originUrl() + "/film.mp4");
        finish(demo.close());
    }

    @Test
    void closesPlayheadAndThenTheOrigin() throws Exception {
        // Given
        DemoStage stage = DemoStage.open(directory, LOOPBACK, 0);
        FakePlayhead playhead = new FakePlayhead();
        int port = stage.originUrl().getPort();

        // When
        finish(demo(stage, playhead).close());

        // Then
        assertThat(playhead.closed).isTrue();
        assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void closesTheOriginThoughPlayheadFails() throws Exception {
        // Given
        DemoStage stage = DemoStage.open(directory, LOOPBACK, 0);
        FakePlayhead broken = new FakePlayhead() {
            @Override
            public Future<Void> close() {
                return Future.failedFuture("stuck");
            }
        };
        int port = stage.originUrl().getPort();

        // When
        finish(demo(stage, broken).close());

        // Then
        assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            assertThatThrownBy(() -> DemoStage.open(directory, LOOPBACK, taken.getLocalPort()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(LOOPBACK + ":" + taken.getLocalPort());
        }
    }

    @Test
    void namesTheDirectoryThatCannotBeWritten() throws Exception {
        // Given
        Path file = Files.createFile(directory.resolve("a-file"));

        // Then
        assertThatThrownBy(() -> DemoStage.open(file.resolve("below"), LOOPBACK, 0))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("a-file");
    }

    private Demo demo(DemoStage stage, Instance playhead) {
        Terminal terminal = new Terminal(false, 80, Glyphs.ASCII);
        return new Demo(playhead, () -> GATEWAY, stage, directory, new PrintWriter(text), terminal);
    }

    private static void finish(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static class FakePlayhead implements Instance {
        private final Vertx vertx = Vertx.vertx();
        private boolean closed;

        @Override
        public Future<Void> start() {
            return Future.succeededFuture();
        }

        @Override
        public Readiness readiness() {
            return new Readiness(vertx);
        }

        @Override
        public String announcement() {
            return "ready here";
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return vertx.close();
        }
    }
}
