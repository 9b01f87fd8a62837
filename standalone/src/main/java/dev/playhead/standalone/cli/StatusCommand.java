package dev.playhead.standalone.cli;

import dev.playhead.standalone.status.Status;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code playhead status}: asks a running instance. */
@Command(
        name = "status",
        description = "Show what a running instance stores, plays and waits for.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Its management port (default: ${DEFAULT-VALUE}).",
            defaultValue = "http://127.0.0.1:8081")
    private @Nullable URI url;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        URI management = Objects.requireNonNull(url, "it has a default");
        if (management.getHost() == null || !"http".equals(management.getScheme())) {
            throw new ParameterException(
                    command.commandLine(), "--url '" + management + "' is not a URL such as http://127.0.0.1:8081");
        }
        try {
            command.commandLine().getOut().print(Status.of(management));
            command.commandLine().getOut().flush();
            return Cli.OK;
        } catch (IOException e) {
            command.commandLine().getErr().println("playhead: " + e.getMessage());
            return Cli.FAILED;
        }
    }
}
