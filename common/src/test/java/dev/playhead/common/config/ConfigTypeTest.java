package dev.playhead.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTypeTest {

    @ParameterizedTest
    @CsvSource({"250ms, 250", "2s, 2000", "5 m, 300000", "1h, 3600000", "7d, 604800000", "0s, 0"})
    void readsDurations(String text, long millis) {
        assertThat(ConfigType.DURATIONS.parse().apply(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 minutes", "-1s", "1.5s", "99999999999d", "99999999999999999999s"})
    void refusesOtherDurations(String text) {
        assertThatThrownBy(() -> ConfigType.DURATIONS.parse().apply(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a duration");
    }

    @Property
    void durationsReadBack(@ForAll @LongRange(max = 999_999_999L) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(ConfigType.DURATIONS
                        .parse()
                        .apply(ConfigType.DURATIONS.print().apply(duration)))
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://nas", "https://nas:8096/media/", "http://127.0.0.1:0", "http://[::1]:8080/a%20b"})
    void readsHttpUrls(String url) {
        assertThat(ConfigType.HTTP_URL.parse().apply(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nas",
                "nas:8096",
                "ftp://nas",
                "http://",
                "http:///media",
                "http://nas/a b",
                "http://nas?token=1",
                "http://nas#top",
                "http://nas:99999",
                "file:///etc/passwd"
            })
    void refusesOtherUrls(String url) {
        assertThatThrownBy(() -> ConfigType.HTTP_URL.parse().apply(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an http or https URL");
    }

    @Test
    void readsLists() {
        assertThat(ConfigType.LIST.parse().apply(" a, b,,c ")).isEqualTo(List.of("a", "b", "c"));
        assertThat(ConfigType.HTTP_URLS.parse().apply("http://a,http://b"))
                .isEqualTo(List.of(URI.create("http://a"), URI.create("http://b")));
        assertThatThrownBy(() -> ConfigType.HTTP_URLS.parse().apply("http://a,b"))
                .hasMessageContaining("'b'");
    }

    @Test
    void readsFlags() {
        assertThat(ConfigType.FLAG.parse().apply(" TRUE ")).isTrue();
        assertThat(ConfigType.FLAG.parse().apply("false")).isFalse();
        assertThatThrownBy(() -> ConfigType.FLAG.parse().apply("yes")).hasMessageContaining("'yes'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-1", "65536", "80.0", "99999999999"})
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> ConfigType.PORT.parse().apply(text))
                .hasMessage("'" + text + "' is not a whole number from 0 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "Gateway.port", "gateway..port", "gateway.port ", "gateway.po_rt", ".port"})
    void aKeyHasOneForm(String name) {
        assertThatThrownBy(() -> new ConfigKey<>(name, ConfigType.PORT, 1, "doc"))
                .hasMessageContaining("'" + name + "'");
    }
}
