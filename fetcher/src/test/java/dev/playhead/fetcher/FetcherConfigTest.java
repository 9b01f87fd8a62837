package dev.playhead.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.OriginName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetcherConfigTest {

    @Test
    void hasDefaultsForEverything() {
        // When
        FetcherConfig config = load(Map.of());

        // Then
        assertThat(config.slots()).isEqualTo(Map.of(Lane.NOW, 4, Lane.AHEAD, 6, Lane.BULK, 2));
        assertThat(config.totalSlots()).isEqualTo(12);
        assertThat(config.patience().stall()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.redirectHosts()).isEmpty();
    }

    @Test
    void makesANameThatNoOtherFetcherHas() {
        assertThat(load(Map.of()).id()).isNotEqualTo(load(Map.of()).id());
        assertThat(load(Map.of("fetcher.id", "garage")).id()).isEqualTo(new FetcherId("garage"));
    }

    @Test
    void readsWhatIsSet() {
        // When
        FetcherConfig config = load(Map.of(
                "fetcher.slots.bulk", "0", "fetcher.stall-timeout", "1500ms", "fetcher.follow-redirects-to", "a, b"));

        // Then
        assertThat(config.slots()).containsEntry(Lane.BULK, 0);
        assertThat(config.patience().stall()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.redirectHosts()).containsExactly("a", "b");
    }

    @Test
    void readsHooksAndRefusesWhatIsNone() {
        assertThat(load(Map.of("fetcher.refresh-links-at", "debrid=http://127.0.0.1:9/fresh, nas=https://nas/x"))
                        .refreshHooks())
                .isEqualTo(Map.of(
                        new OriginName("debrid"), URI.create("http://127.0.0.1:9/fresh"),
                        new OriginName("nas"), URI.create("https://nas/x")));
        assertThatThrownBy(() -> load(Map.of("fetcher.refresh-links-at", "http://user:word@hook/?key=1")))
                .hasMessageContaining("fetcher.refresh-links-at")
                .hasMessageContaining("origin=url")
                .hasMessageNotContaining("word");
    }

    private static FetcherConfig load(Map<String, String> settings) {
        return FetcherConfig.from(new ConfigLoader(FetcherConfig.KEYS).load(null, Map.of(), settings));
    }
}
