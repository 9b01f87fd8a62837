package dev.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.model.OriginName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        // When
        GatewayConfig config = read(Map.of());

        // Then
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.waitLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.passThroughAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void namesEverySettingThatIsOutOfBounds() {
        assertThatThrownBy(() -> read(Map.of("gateway.send-buffer", "1KiB", "gateway.port", "70000")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.send-buffer: '1KiB' is not between 16KiB and 16MiB")
                .hasMessageContaining("gateway.port");
    }

    @Test
    void standsInForAConfiguredOriginOnly() {
        // Given
        Map<String, String> named = Map.of("origins.nas.url", "http://nas", "gateway.default-origin", "nas");

        // Then
        assertThat(read(named).defaultOrigin()).contains(new OriginName("nas"));
        assertThat(read(Map.of()).defaultOrigin()).isEmpty();
        assertThatThrownBy(() -> read(Map.of("gateway.default-origin", "nas")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.default-origin: origin 'nas' is not configured");
    }

    @Test
    void wantsCertificateAndKeyTogether() {
        // Given
        Map<String, String> both = Map.of("gateway.tls-certificate", "c.pem", "gateway.tls-key", "k.pem");

        // Then
        assertThat(read(both).connections().tls()).contains(new TlsConfig(Path.of("c.pem"), Path.of("k.pem")));
        assertThat(read(Map.of()).connections().tls()).isEmpty();
        assertThatThrownBy(() -> read(Map.of("gateway.tls-key", "k.pem")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.tls-certificate must be given where gateway.tls-key is");
    }

    private static GatewayConfig read(Map<String, String> settings) {
        return GatewayConfig.from(new ConfigLoader(GatewayConfig.KEYS).load(null, Map.of(), settings));
    }
}
