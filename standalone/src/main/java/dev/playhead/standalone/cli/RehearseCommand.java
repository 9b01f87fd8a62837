package dev.playhead.standalone.cli;

import dev.playhead.common.config.ConfigLoader;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.standalone.run.Rehearsal;
import dev.playhead.standalone.run.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code playhead rehearse}: plays a little by itself and ends, so that the start script can archive the classes used. */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Start everything on free ports in a temporary directory, play a little, and end.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RehearseCommand implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException, IOException {
        Rehearsal.play((data, origin) -> new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings(data, origin)));
        return Cli.OK;
    }

    private static Map<String, String> settings(Path data, String origin) {
        return Map.of(
                StandaloneConfig.DATA.name(),
                data.toString(),
                StandaloneConfig.MANAGEMENT_PORT.name(),
                "0",
                GatewayConfig.PORT.name(),
                "0",
                "origins.rehearsal.url",
                origin);
    }
}
