package dev.playhead.standalone.cli;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.standalone.run.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options of every command that is configured. */
final class ConfigOptions {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigOptions.class);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings as YAML; the environment and the command line go before it.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, such as --set fetcher.slots.now=8; repeatable.")
    private Map<String, String> settings = new HashMap<>();

    /**
     * Reads the configuration from all sources and sets the log level by it.
     *
     * @param options settings that options of their own gave; they go before {@code --set}
     * @throws dev.playhead.common.config.ConfigException that lists all problems
     */
    Config load(Map<String, String> environment, Map<String, String> options) {
        Map<String, String> commandLine = new HashMap<>(settings);
        commandLine.putAll(options);
        Config config = new ConfigLoader(Settings.KEYS).load(file, environment, commandLine);
        Logging.apply(config);
        LOG.atDebug().log(() -> "Effective configuration:\n" + config.effective());
        return config;
    }
}
