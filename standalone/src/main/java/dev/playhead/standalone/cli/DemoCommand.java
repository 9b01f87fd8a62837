package dev.playhead.standalone.cli;

import dev.playhead.common.config.Config;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.standalone.demo.Demo;
import dev.playhead.standalone.demo.DemoStage;
import dev.playhead.standalone.demo.Terminal;
import dev.playhead.standalone.run.Foreground;
import dev.playhead.standalone.run.Standalone;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code playhead demo}: everything in this process, with a film and a slow origin of its own. */
@Command(
        name = "demo",
        description = {
            "Run everything in one process, with a film on an origin that is slow on purpose, and show how it is fetched.",
            "What it keeps is apart from what 'playhead serve' keeps."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    /** Below the data directory, so that a demo never meets a cache in use. */
    private static final String HOME = "demo";

    private static final String FILM = "origin";
    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, String> environment;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    DemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        Map<String, String> settings = listen.settings();
        Path home =
                options.load(environment, settings).get(StandaloneConfig.DATA).resolve(HOME);
        DemoStage stage = DemoStage.open(home.resolve(FILM), LOOPBACK, 0);
        try {
            settings.put(StandaloneConfig.DATA.name(), home.toString());
            settings.put("origins." + Demo.ORIGIN + ".url", stage.originUrl().toString());
            run(options.load(environment, settings), stage, home, command);
            return Cli.OK;
        } finally {
            stage.close();
        }
    }

    private void run(Config config, DemoStage stage, Path home, CommandSpec command) throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        Standalone playhead = new Standalone(config);
        Demo demo = new Demo(
                playhead, () -> playhead.url().orElseThrow(), stage, home, out, Terminal.ofThisProcess(environment));
        new Foreground(out, command.commandLine().getErr()).run(demo);
    }
}
