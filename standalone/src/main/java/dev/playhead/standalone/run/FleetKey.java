package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.security.Sealer;
import dev.playhead.standalone.StandaloneConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the fleet's key comes from: the configuration, or a file that a process made for itself, kept so that what it
 * sealed stays readable after a restart.
 */
final class FleetKey {
    private static final int RANDOM_BYTES = 32;

    private FleetKey() {}

    /** Makes the sealer of a process that is a fleet by itself; throws {@link StartException} when it can keep no key. */
    static Sealer orKeptIn(Path file, Config config) {
        return sealer(config, () -> keptIn(file));
    }

    /** Makes the sealer of one service among others; throws {@link ConfigException} when it was not given the key. */
    static Sealer configured(Config config) {
        return sealer(config, () -> {
            throw new ConfigException(
                    List.of(StandaloneConfig.FLEET_KEY.name() + ": is missing, and must be the same in every service"));
        });
    }

    private static Sealer sealer(Config config, Supplier<String> otherwise) {
        String key = config.get(StandaloneConfig.FLEET_KEY).orElseGet(otherwise);
        try {
            return Sealer.of(key);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(StandaloneConfig.FLEET_KEY.name() + ": " + e.getMessage()));
        }
    }

    /** Reads the key, making it first where it is missing; only the owner of the file may read it. */
    private static String keptIn(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartException("fleet key " + file + " can be neither read nor made: " + e, e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        // A temporary file is made for its owner alone, and its rights move along with it.
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "fleet-key", ".new");
        Files.writeString(unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
