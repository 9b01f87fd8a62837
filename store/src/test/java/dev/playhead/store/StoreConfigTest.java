package dev.playhead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.config.ConfigLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreConfigTest {

    @Test
    void linksAreWorthSomethingWithASecretThatCanSignThem() {
        assertThat(read(Map.of("store.secret", "sixteen letters!")).links()).isPresent();
        assertThat(read(Map.of("store.secret", "fifteen letters")).links()).isEmpty();
        assertThat(read(Map.of()).links()).isEmpty();
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(read(Map.of("store.secret", "sixteen letters!"))).asString().doesNotContain("sixteen letters!");
    }

    private static StoreConfig read(Map<String, String> settings) {
        return StoreConfig.from(new ConfigLoader(StoreConfig.KEYS).load(null, Map.of(), settings));
    }
}
