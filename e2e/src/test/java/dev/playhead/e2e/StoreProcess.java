package dev.playhead.e2e;

import static org.awaitility.Awaitility.await;

import dev.playhead.broker.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code playhead store} as a process of its own; the Kafka it is told of is not there, which must not matter. */
final class StoreProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final int port;

    private StoreProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts it and returns when it listens. */
    static StoreProcess start(Path data) throws IOException {
        int port = FreePort.next();
        Path log = Files.createTempFile("playhead-store", ".log");
        List<String> arguments = List.of(
                "store",
                "--management-port",
                Integer.toString(FreePort.next()),
                "--set",
                "store.port=" + port,
                "--set",
                "store.data=" + data,
                "--set",
                "store.min-free=1MiB",
                "--set",
                "kafka.bootstrap-servers=127.0.0.1:" + FreePort.next());
        StoreProcess started = new StoreProcess(PlayheadProcess.start(log, arguments), log, port);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(started::listens);
            return started;
        } catch (RuntimeException e) {
            String output = Files.readString(log);
            started.close();
            throw new IllegalStateException("does not listen:\n" + output, e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Ends it with SIGKILL after a while, and waits until it is gone. */
    void killAfter(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        Files.deleteIfExists(log);
    }
}
