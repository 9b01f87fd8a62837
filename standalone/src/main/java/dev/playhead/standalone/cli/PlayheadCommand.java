package dev.playhead.standalone.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code playhead} without a command: tells which there are. */
@Command(
        name = "playhead",
        description = "A seek-aware media cache between players and the origins their media lives on.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every setting can be given in a YAML file (--config), in the environment (gateway.port as"
                    + " PLAYHEAD_GATEWAY_PORT) and with --set; 'playhead config' shows them all."
        })
final class PlayheadCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return Cli.MISUSED;
    }
}
