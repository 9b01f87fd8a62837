package dev.playhead.standalone.cli;

import dev.playhead.common.config.Config;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.standalone.run.Foreground;
import dev.playhead.standalone.run.Standalone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code playhead serve}: everything in this process. */
@Command(
        name = "serve",
        description = "Run everything in one process, with an embedded Kafka broker.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: playhead serve --origin films=http://nas:8096/media"})
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--origin",
            paramLabel = "NAME=URL",
            converter = OriginArgument.Converter.class,
            description = "An origin to cache, served below /o/NAME/; repeatable.")
    private List<OriginArgument> origins = new ArrayList<>();

    @Option(
            names = "--default-origin",
            paramLabel = "NAME",
            description = "Stand in for this origin: players see everything it has at our root.")
    private @Nullable String defaultOrigin;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        Config config = options.load(environment, settings(command));
        new Foreground(command.commandLine().getOut(), command.commandLine().getErr()).run(new Standalone(config));
        return Cli.OK;
    }

    private Map<String, String> settings(CommandSpec command) {
        Map<String, String> settings = listen.settings();
        for (OriginArgument origin : origins) {
            if (settings.put("origins." + origin.name() + ".url", origin.url().toString()) != null) {
                throw new ParameterException(command.commandLine(), "--origin " + origin.name() + " is given twice");
            }
        }
        if (defaultOrigin != null) {
            settings.put(GatewayConfig.DEFAULT_ORIGIN.name(), defaultOrigin);
        }
        return settings;
    }
}
