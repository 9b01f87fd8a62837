package dev.playhead.e2e;

import static org.awaitility.Awaitility.await;

import dev.playhead.broker.FreePort;
import dev.playhead.testkit.origin.LyingOrigin;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code playhead serve} as a process of its own, with this test's class path. */
public final class ServeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final int port;
    private final int management;

    private ServeProcess(Process process, Path log, int port, int management) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.management = management;
    }

    /** What a process that ended by itself left. */
    record Ended(int exit, String output) {}

    static ServeProcess start(Path data, LyingOrigin origin, String... options) throws IOException {
        return start(data, origin.url(), options);
    }

    /** Starts it with an origin that it calls {@code film}, and returns when it is ready. */
    public static ServeProcess start(Path data, URI origin, String... options) throws IOException {
        return start(data, origin, PlayheadProcess.MODEST, List.of(options));
    }

    /** Starts it with options for its virtual machine. */
    public static ServeProcess start(Path data, URI origin, List<String> machine, List<String> options)
            throws IOException {
        int management = FreePort.next();
        ServeProcess started = launch(data, origin, management, machine, options);
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> started.readiness().statusCode() == 200);
            return started;
        } catch (RuntimeException e) {
            String output = started.output();
            started.close();
            throw new IllegalStateException("not ready:\n" + output, e);
        }
    }

    /** Starts it where it cannot run, and waits for its end. */
    static Ended runToEnd(Path data, LyingOrigin origin) throws IOException, InterruptedException {
        try (ServeProcess started = launch(data, origin.url(), FreePort.next(), PlayheadProcess.MODEST, List.of())) {
            if (!started.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still runs:\n" + started.output());
            }
            return new Ended(started.process.exitValue(), started.output());
        }
    }

    private static ServeProcess launch(
            Path data, URI origin, int management, List<String> machine, List<String> options) throws IOException {
        int port = FreePort.next();
        Path log = Files.createTempFile("playhead", ".log");
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--origin",
                "film=" + origin,
                "--port",
                Integer.toString(port),
                "--management-port",
                Integer.toString(management),
                "--data",
                data.toString()));
        arguments.addAll(options);
        return new ServeProcess(PlayheadProcess.start(log, machine, arguments), log, port, management);
    }

    /** Waits for all that may follow where it was killed before. */
    void awaitFollowers() {
        await().atMost(PATIENCE).until(() -> new JsonObject(readiness().body())
                .getJsonObject("notes")
                .isEmpty());
    }

    private HttpResponse<String> readiness() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    Player player(String name) {
        return new Player("http://127.0.0.1:" + port + "/o/film", name);
    }

    /** Where it listens for players. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public long pid() {
        return process.pid();
    }

    /** Its management port. */
    URI management() {
        return URI.create("http://127.0.0.1:" + management);
    }

    /** Ends it with SIGKILL and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it with SIGTERM and returns its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not end on SIGTERM:\n" + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
