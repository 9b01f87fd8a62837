package dev.playhead.standalone.cli;

import dev.playhead.common.config.Config;
import dev.playhead.standalone.run.Alone;
import dev.playhead.standalone.run.Foreground;
import dev.playhead.standalone.run.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code playhead gateway|scheduler|fetcher|store}: one service in this process. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Run one service in this process; kafka.bootstrap-servers says where the others meet, stores.urls where the",
            "bytes are, and all of them need the same security.fleet-key."
        })
final class ServiceCommand implements Callable<Integer> {
    private final Service service;
    private final Map<String, String> environment;

    @Option(names = "--management-port", description = "Port of health and metrics; 0 for any.")
    private @Nullable Integer managementPort;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ServiceCommand(Service service, Map<String, String> environment) {
        this.service = service;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        Map<String, String> settings = new HashMap<>();
        if (managementPort != null) {
            settings.put(service.managementPortKey().name(), managementPort.toString());
        }
        Config config = options.load(environment, settings);
        new Foreground(command.commandLine().getOut(), command.commandLine().getErr()).run(new Alone(service, config));
        return Cli.OK;
    }
}
