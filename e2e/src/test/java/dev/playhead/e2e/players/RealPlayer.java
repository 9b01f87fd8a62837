package dev.playhead.e2e.players;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A player that is installed on this machine, run as a process. */
final class RealPlayer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private RealPlayer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Returns the first of these programs that is installed; the test is skipped, and says so, when none is. */
    static String installed(String... names) {
        Optional<String> found =
                Arrays.stream(names).filter(RealPlayer::isInstalled).findFirst();
        assumeTrue(found.isPresent(), "none of " + List.of(names) + " is installed");
        return found.orElseThrow();
    }

    /** Starts a program; it is ended with its children when this is closed. */
    static RealPlayer start(Path directory, List<String> command) {
        try {
            Path output = Files.createTempFile(directory, "player", ".log");
            return new RealPlayer(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end and returns what it printed; throws when it fails or does not end. */
    String finish() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still plays after " + PATIENCE + ":\n" + output());
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("failed with " + process.exitValue() + ":\n" + output());
        }
        return output();
    }

    /** Types keys, as at a terminal. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Collection<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static boolean isInstalled(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(":"))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
    }
}
