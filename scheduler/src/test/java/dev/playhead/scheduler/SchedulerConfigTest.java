package dev.playhead.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.OriginName;
import dev.playhead.scheduler.core.Policy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerConfigTest {
    private static final OriginConfig NAS =
            new OriginConfig(new OriginName("nas"), URI.create("http://nas"), Map.of(), List.of(), 3);

    @Test
    void everyKeyIsNamedOnceBelowTheScheduler() {
        assertThat(SchedulerConfig.KEYS)
                .extracting(ConfigKey::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("scheduler."));
    }

    @Test
    void policyTakesTheLimitsOfTheOrigins() {
        // When
        Policy policy = SchedulerConfig.defaults().policy(List.of(NAS));

        // Then
        assertThat(policy.maxRequests()).isEqualTo(Map.of(new OriginName("nas"), 3));
        assertThat(policy.readAhead()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void refusesAFloorAboveTheCeiling() {
        // Given
        SchedulerConfig config = new SchedulerConfig(
                Duration.ofSeconds(20),
                DataSize.ofMebibytes(65),
                DataSize.ofMebibytes(64),
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                true);

        // When, Then
        assertThatThrownBy(() -> config.policy(List.of(NAS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65MiB")
                .hasMessageContaining("64MiB");
    }
}
