package dev.playhead.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandaloneConfigTest {

    @Test
    void keepsDataWhereTheXdgSpecificationSays() {
        assertThat(StandaloneConfig.dataHome(Map.of("XDG_DATA_HOME", "/data"), "/home/me"))
                .isEqualTo(Path.of("/data/playhead"));
        assertThat(StandaloneConfig.dataHome(Map.of(), "/home/me"))
                .isEqualTo(Path.of("/home/me/.local/share/playhead"));
        assertThat(StandaloneConfig.dataHome(Map.of("XDG_DATA_HOME", ""), "/home/me"))
                .isEqualTo(Path.of("/home/me/.local/share/playhead"));
        assertThat(StandaloneConfig.dataHome(Map.of("XDG_DATA_HOME", "not/absolute"), "/home/me"))
                .isEqualTo(Path.of("/home/me/.local/share/playhead"));
    }

    @Test
    void readsLogLevelsInAnyCase() {
        assertThat(StandaloneConfig.LOG_LEVEL.type().parse().apply(" debug ")).isEqualTo("DEBUG");
        assertThatThrownBy(() -> StandaloneConfig.LOG_LEVEL.type().parse().apply("verbose"))
                .hasMessageContaining("'verbose'");
    }
}
