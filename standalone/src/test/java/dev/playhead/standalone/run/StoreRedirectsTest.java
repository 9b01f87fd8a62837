package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.gateway.core.access.StoreRedirect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreRedirectsTest {
    private static final String REDIRECT = "gateway.store-access";
    private static final String SECRET = "store.secret";
    private static final String SIXTEEN = "sixteen letters!";

    @Test
    void playersAreSentNowhereUnlessToldOtherwise() {
        assertThat(read()).isEmpty();
        assertThat(read(REDIRECT, "proxy")).isEmpty();
        assertThat(read(REDIRECT, "redirect", SECRET, SIXTEEN)).isPresent();
    }

    @Test
    void linksNeedASecretThatIsLongEnough() {
        assertThatThrownBy(() -> read(REDIRECT, "redirect"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("store.secret: is missing; gateway.store-access=redirect needs it");
        assertThatThrownBy(() -> read(REDIRECT, "redirect", SECRET, "fifteen letters"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("store.secret: must have at least 16 characters")
                .hasMessageNotContaining("fifteen letters");
    }

    @Test
    void everyStoreNeedsAnAddress() {
        assertThatThrownBy(
                        () -> read("stores.urls", "http://a:1,http://b:1", "stores.public-urls", "https://a.example"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("stores.public-urls: 1 addresses do not stand for 2 stores");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> read(REDIRECT, "sometimes"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.store-access: 'sometimes' is not one of proxy, redirect");
        assertThatThrownBy(() -> read("gateway.store-link-life", "0s"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.store-link-life: must be a second at least");
    }

    private static Optional<StoreRedirect> read(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return StoreRedirects.from(new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings));
    }
}
