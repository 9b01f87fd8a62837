package dev.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigLoader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
    private static final Map<String, String> JUDGING =
            Map.of("origins.nas.url", "http://nas", "origins.nas.authorize", "per-viewer");

    @Test
    void anybodyMayDoAnythingUnlessToldOtherwise() {
        assertThat(read(Map.of())).isEqualTo(AccessConfig.OPEN);
    }

    @Test
    void linksToMediaOfAnOriginThatJudgesViewersAreNotMadeForAnybody() {
        // Given
        Map<String, String> settings = new HashMap<>(JUDGING);
        settings.put("gateway.link-key", "the key");

        // Then
        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.link-key: needs gateway.api-token, as origin 'nas'");
        settings.put("gateway.api-token", "the token");
        assertThat(read(settings).links()).isPresent();
    }

    @Test
    void anOriginThatJudgesViewersNeedsNoLinks() {
        assertThat(read(JUDGING).links()).isEmpty();
    }

    private static AccessConfig read(Map<String, String> settings) {
        return AccessConfig.from(new ConfigLoader(AccessConfig.KEYS).load(null, Map.of(), settings));
    }
}
