package dev.playhead.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.standalone.Main;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: a process of its own, ended by a signal. */
class ServeProcessIT {
    /** Said of a start that takes long, by a machine that is busy with other things. */
    private static final String SLOW_MACHINE = "still waiting after ";

    private static final Pattern READY = Pattern.compile("ready on (http://\\S+).*");
    private static final int LENGTH = 1_000_000;

    @TempDir
    private Path directory;

    private final LyingOrigin origin = LyingOrigin.start();
    private final OriginFile film = origin.serve("/film.mp4", LENGTH);
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        origin.close();
    }

    @Test
    void servesUntilItIsToldToEndAndEndsCleanly() throws Exception {
        // Given
        Process serve = serve("first");
        URI gateway = gateway(serve);

        // When
        HttpResponse<byte[]> played = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway + "/o/films/film.mp4"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        serve.destroy();

        // Then
        assertThat(played.body()).isEqualTo(film.bytes(new ByteRange(0, LENGTH)).getBytes());
        assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isZero();
        assertThat(errors("first").lines().filter(line -> !line.startsWith(SLOW_MACHINE)))
                .as("warnings and errors")
                .isEmpty();
    }

    @Test
    void aSecondProcessOnTheSameDirectoryEndsWithOneLine() throws Exception {
        // Given
        Process first = serve("first");
        gateway(first);

        // When
        Process second = serve("second");

        // Then
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(errors("second").strip())
                .isEqualTo("playhead: data directory " + directory.resolve("data")
                        + " is in use by another process (process " + first.pid() + ")");
        assertThat(first.isAlive()).isTrue();
    }

    private Process serve(String name) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "serve",
                        "--origin",
                        "films=" + origin.url(),
                        "--port",
                        "0",
                        "--management-port",
                        "0",
                        "--set",
                        "store.min-free=1MiB",
                        "--data",
                        directory.resolve("data").toString())
                .redirectError(errorFile(name))
                .start();
        processes.add(process);
        return process;
    }

    private static URI gateway(Process serve) throws IOException {
        BufferedReader lines = serve.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return URI.create(ready.group(1));
            }
        }
        throw new AssertionError("it ended before it was ready");
    }

    private String errors(String name) throws IOException {
        return Files.readString(errorFile(name).toPath());
    }

    private File errorFile(String name) {
        return directory.resolve(name + ".err").toFile();
    }
}
