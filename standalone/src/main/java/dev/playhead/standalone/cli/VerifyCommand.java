package dev.playhead.standalone.cli;

import dev.playhead.common.config.Config;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.standalone.run.StartException;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.io.audit.Report;
import dev.playhead.store.io.audit.StoreAudit;
import dev.playhead.store.io.file.DataDirectoryException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code playhead verify}: reads back all that is stored. */
@Command(
        name = "verify",
        description =
                "Read back every stored chunk and compare it with its checksum. Nothing else may have the store open.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit code: 0 all is right, or has been repaired; 1 something is not, or cannot be checked."})
final class VerifyCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of 'playhead serve'.")
    private @Nullable Path data;

    @Option(
            names = "--repair",
            description = "Forget what is damaged, so that it is fetched again when somebody watches it.")
    private boolean repair;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    VerifyCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Map<String, String> settings = new HashMap<>();
        if (data != null) {
            settings.put(StandaloneConfig.DATA.name(), data.toString());
        }
        Path store = storeOf(options.load(environment, settings));
        if (!Files.isDirectory(store)) {
            throw new StartException("no store in " + store, null);
        }
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        try (StoreAudit audit = StoreAudit.open(store)) {
            return verify(
                    audit, command.commandLine().getOut(), command.commandLine().getErr());
        } catch (DataDirectoryException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private int verify(StoreAudit audit, PrintWriter out, PrintWriter err) {
        VerifyScreen screen = new VerifyScreen(out, err, System.console() != null);
        Report report = audit.run(screen);
        screen.end();
        out.println(report.media() + " media, " + report.chunks() + " chunks, " + report.bytes() + " bytes: "
                + (report.isSound() ? "all as stored" : report.damages().size() + " chunks damaged"));
        if (report.isSound()) {
            return Cli.OK;
        }
        if (repair) {
            audit.repair();
            out.println("forgotten; they are fetched again when somebody watches them");
            return Cli.OK;
        }
        out.println("'playhead verify --repair' forgets them, so that they are fetched again");
        return Cli.FAILED;
    }

    /** Where nobody set a directory for the store, it lies in the one of standalone, if there is one. */
    private static Path storeOf(Config config) {
        return StoreConfig.from(config).data().equals(StoreConfig.DATA.fallback())
                ? config.get(StandaloneConfig.DATA).resolve("store")
                : config.get(StoreConfig.DATA);
    }
}
