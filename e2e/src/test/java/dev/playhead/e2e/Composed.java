package dev.playhead.e2e;

import dev.playhead.broker.FreePort;
import dev.playhead.testkit.origin.LyingOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The stack of the repository's own {@code docker-compose.yml}, in front of an origin of the test. */
final class Composed implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path ADDITIONS = Path.of("src", "test", "resources", "compose-e2e.yml");
    /** Where the engine is on this machine itself. */
    private static final String BRIDGE = "docker0";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String project =
            "playhead-e2e-" + UUID.randomUUID().toString().substring(0, 8);
    private final int port = FreePort.next();
    private final LyingOrigin origin = LyingOrigin.startOn(bridge());
    private final Map<String, String> settings;

    private Composed(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * Builds the image and starts everything; returns when all of it is healthy.
     *
     * @param settings those that {@code compose-e2e.yml} asks for
     */
    static Composed up(Map<String, String> settings, String... scales) {
        Composed stack = new Composed(settings);
        try {
            stack.compose("build", "--quiet");
            stack.compose(upWith(scales));
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    LyingOrigin origin() {
        return origin;
    }

    Player player(String name) {
        return new Player("http://127.0.0.1:" + port + "/o/film", name);
    }

    /** Starts what does not run, and as many of a service as are asked for ({@code fetcher=4}); waits until healthy. */
    void ensure(String... scales) {
        compose(upWith(scales));
    }

    private static String[] upWith(String... scales) {
        List<String> command = new ArrayList<>(List.of("up", "--detach", "--no-build", "--no-recreate", "--wait"));
        for (String scale : scales) {
            command.add("--scale");
            command.add(scale);
        }
        return command.toArray(String[]::new);
    }

    /** Kills a container with SIGKILL; it stays down, since who kills by hand means it. */
    void kill(String container) {
        docker("kill", name(container));
    }

    void start(String container) {
        docker("start", name(container));
    }

    /** Stops and starts a container as an update does. */
    void restart(String container) {
        docker("restart", name(container));
    }

    /** Cuts a container off: what is sent to it is neither answered nor refused. */
    void disconnect(String container) {
        docker("network", "disconnect", project + "_default", name(container));
    }

    void connect(String container, String alias) {
        docker("network", "connect", "--alias", alias, project + "_default", name(container));
    }

    /** Returns the CPU time that the process of a container has used since it started. */
    Duration cpu(String container) {
        String pid = output(new ProcessBuilder("docker", "inspect", "--format", "{{.State.Pid}}", name(container)))
                .strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(container + " does not run"));
    }

    @Override
    public void close() {
        try {
            compose("down", "--volumes", "--remove-orphans", "--timeout", "2");
        } finally {
            origin.close();
        }
    }

    private String name(String container) {
        return project + "-" + container;
    }

    private void compose(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", project));
        command.addAll(List.of("--project-directory", ROOT.toString()));
        command.addAll(List.of("--file", ROOT.resolve("docker-compose.yml").toString()));
        command.addAll(List.of("--file", ADDITIONS.toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        builder.environment().put("GATEWAY_PUBLISH", "127.0.0.1:" + port);
        builder.environment()
                .put(
                        "FILM_ORIGIN",
                        "http://host.docker.internal:" + origin.url().getPort());
        output(builder);
    }

    /** The address at which containers find this machine. An engine that was just set up does not know it yet. */
    private static String bridge() {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(BRIDGE)).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElseGet(Composed::gateway);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String gateway() {
        return output(new ProcessBuilder(
                        "docker", "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"))
                .strip();
    }

    private static String output(ProcessBuilder builder) {
        try {
            Path log = Files.createTempFile("playhead-docker", ".log");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String output = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(log);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", builder.command()) + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
