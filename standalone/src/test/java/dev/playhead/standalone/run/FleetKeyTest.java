package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.security.Sealer;
import dev.playhead.standalone.StandaloneConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetKeyTest {
    @TempDir
    private Path directory;

    @Test
    void isMadeOnceAndKept() throws IOException {
        // Given
        Path file = directory.resolve("fleet-key");

        // When
        String sealed = FleetKey.orKeptIn(file, config("")).seal("token");

        // Then
        assertThat(FleetKey.orKeptIn(file, config("")).open(sealed)).isEqualTo("token");
        assertThat(Files.readString(file).strip()).hasSizeGreaterThan(40);
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        // Given
        Path file = directory.resolve("fleet-key");

        // When
        FleetKey.orKeptIn(file, config(""));

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theConfiguredOneGoesFirst() {
        // Given
        Path file = directory.resolve("fleet-key");
        String key = "a key of the whole fleet";

        // When
        String sealed = FleetKey.orKeptIn(file, config(key)).seal("token");

        // Then
        assertThat(Sealer.of(key).open(sealed)).isEqualTo("token");
        assertThat(file).doesNotExist();
    }

    @Test
    void aShortOneIsAProblemOfTheConfiguration() {
        assertThatThrownBy(() -> FleetKey.configured(config("short")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("configuration: security.fleet-key: the fleet key must have at least 16 characters");
    }

    @Test
    void aMissingOneIsAProblemAmongOtherServices() {
        assertThatThrownBy(() -> FleetKey.configured(config("")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("security.fleet-key: is missing");
    }

    @Test
    void namesTheFileThatCannotBeMade() {
        // Given
        Path file = directory.resolve("missing/fleet-key");

        // Then
        assertThatThrownBy(() -> FleetKey.orKeptIn(file, config("")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(file.toString());
    }

    private static Config config(String key) {
        return new ConfigLoader(StandaloneConfig.KEYS)
                .load(null, Map.of(), Map.of(StandaloneConfig.FLEET_KEY.name(), key));
    }
}
