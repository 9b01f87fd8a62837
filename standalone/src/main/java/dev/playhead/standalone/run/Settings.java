package dev.playhead.standalone.run;

import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.fetcher.FetcherConfig;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.StoreAccessConfig;
import dev.playhead.scheduler.SchedulerConfig;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.store.StoreConfig;
import java.util.List;
import java.util.stream.Stream;

/** Every setting there is. All commands know them all, so that one file serves all services of a fleet. */
public final class Settings {
    public static final List<ConfigKey<?>> KEYS = Stream.of(
                    StandaloneConfig.KEYS,
                    Service.KEYS,
                    KafkaConfig.KEYS,
                    GatewayConfig.KEYS,
                    AccessConfig.KEYS,
                    StoreAccessConfig.KEYS,
                    SchedulerConfig.KEYS,
                    FetcherConfig.KEYS,
                    StoreConfig.KEYS)
            .<ConfigKey<?>>flatMap(List::stream)
            .toList();

    private Settings() {}
}
