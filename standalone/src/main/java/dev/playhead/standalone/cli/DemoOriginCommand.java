package dev.playhead.standalone.cli;

import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.standalone.demo.DemoStage;
import dev.playhead.standalone.demo.OriginInstance;
import dev.playhead.standalone.run.Foreground;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code playhead demo-origin}: the demo's slow origin alone, for a demo whose services run apart. */
@Command(
        name = "demo-origin",
        hidden = true,
        description = "Run the demo's slow origin with its film, and nothing else.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoOriginCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(names = "--port", description = "Port to listen on (default: ${DEFAULT-VALUE}; 0 for any).")
    private int port = 8088;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    DemoOriginCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        DemoStage stage = DemoStage.open(options.load(environment, Map.of()).get(StandaloneConfig.DATA), bind, port);
        new Foreground(command.commandLine().getOut(), command.commandLine().getErr()).run(new OriginInstance(stage));
        return Cli.OK;
    }
}
