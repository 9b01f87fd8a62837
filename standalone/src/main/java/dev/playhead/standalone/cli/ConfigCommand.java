package dev.playhead.standalone.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code playhead config}: prints the effective configuration. */
@Command(
        name = "config",
        description = "Print the effective configuration, secrets masked, or all that is wrong with it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConfigCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ConfigCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        String effective = options.load(environment, Map.of()).effective();
        if (spec != null) {
            spec.commandLine().getOut().print(effective);
            spec.commandLine().getOut().flush();
        }
        return Cli.OK;
    }
}
