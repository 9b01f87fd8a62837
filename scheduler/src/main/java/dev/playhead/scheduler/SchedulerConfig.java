package dev.playhead.scheduler;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.DataSize;
import dev.playhead.scheduler.core.Policy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The scheduler's settings.
 *
 * @param readAhead how long a playhead should be able to play from what is stored
 * @param readAheadMin the least window of a session that reads on
 * @param readAheadMax the largest window
 * @param lease how long a command may show no sign of life
 * @param demandLinger how long a span that a viewer waited for outlives that viewer
 * @param hedge whether an answer that goes quiet may be overtaken by a second request
 */
public record SchedulerConfig(
        Duration readAhead,
        DataSize readAheadMin,
        DataSize readAheadMax,
        Duration lease,
        Duration demandLinger,
        boolean hedge) {

    /** What one viewer may fill of a store ahead of itself: more would drive out what it comes to next. */
    private static final int STORE_SHARE = 8;

    /** Twenty seconds bridge an origin's restart or a few retries; much more is lost whenever a viewer seeks or leaves. */
    public static final ConfigKey<Duration> READ_AHEAD = new ConfigKey<>(
            "scheduler.read-ahead",
            ConfigType.DURATIONS,
            Duration.ofSeconds(20),
            "How far ahead of a viewer to fetch, in seconds of the viewer's own rate: bridges an origin that is away"
                    + " for a moment; more is lost at each seek.");

    /** Four requests of a MiB: less would be more round trips than bytes. */
    public static final ConfigKey<DataSize> READ_AHEAD_MIN = new ConfigKey<>(
            "scheduler.read-ahead-min",
            ConfigType.SIZE,
            DataSize.ofMebibytes(4),
            "The least read-ahead of a viewer who reads on, however slowly: audio and paused films.");

    /** Eight spans of full size: 600 ms at 100 MB/s, so that several connections are kept busy between two events. */
    public static final ConfigKey<DataSize> READ_AHEAD_MAX = new ConfigKey<>(
            "scheduler.read-ahead-max",
            ConfigType.SIZE,
            DataSize.ofMebibytes(64),
            "The largest read-ahead of one viewer: what a download that is broken off may cost.");

    /** Four of the beats that renew it: one lost beat does not fetch bytes twice, one lost fetcher is noticed sooner. */
    public static final ConfigKey<Duration> LEASE = new ConfigKey<>(
            "scheduler.lease",
            ConfigType.DURATIONS,
            Duration.ofSeconds(4),
            "How long a fetch command may show no sign of life before it is issued again.");

    /** A player that changes its mind, or whose connection broke, is back within seconds. */
    public static final ConfigKey<Duration> DEMAND_LINGER = new ConfigKey<>(
            "scheduler.demand-linger",
            ConfigType.DURATIONS,
            Duration.ofSeconds(3),
            "How long to go on fetching what a viewer waited for after the viewer has left; ends early when others need"
                    + " the connection.");

    public static final ConfigKey<Boolean> HEDGE = new ConfigKey<>(
            "scheduler.hedge",
            ConfigType.FLAG,
            true,
            "Whether an answer that goes quiet while a viewer needs it is overtaken by a second request, for one request in"
                    + " twenty at most; false where an origin charges for each.");

    public static final List<ConfigKey<?>> KEYS =
            List.of(READ_AHEAD, READ_AHEAD_MIN, READ_AHEAD_MAX, LEASE, DEMAND_LINGER, HEDGE);

    public static SchedulerConfig from(Config config) {
        return new SchedulerConfig(
                config.get(READ_AHEAD),
                config.get(READ_AHEAD_MIN),
                config.get(READ_AHEAD_MAX),
                config.get(LEASE),
                config.get(DEMAND_LINGER),
                config.get(HEDGE));
    }

    /** Returns the same with no more read-ahead for one viewer than a store has room for. */
    public SchedulerConfig within(DataSize store) {
        DataSize most = new DataSize(Math.max(readAheadMin.bytes(), store.bytes() / STORE_SHARE));
        return store.bytes() == 0 || readAheadMax.bytes() <= most.bytes()
                ? this
                : new SchedulerConfig(readAhead, readAheadMin, most, lease, demandLinger, hedge);
    }

    /** Returns the settings of a scheduler that nobody has configured. */
    public static SchedulerConfig defaults() {
        return new SchedulerConfig(
                READ_AHEAD.fallback(),
                READ_AHEAD_MIN.fallback(),
                READ_AHEAD_MAX.fallback(),
                LEASE.fallback(),
                DEMAND_LINGER.fallback(),
                HEDGE.fallback());
    }

    Policy policy(Collection<OriginConfig> origins) {
        return new Policy(
                readAhead,
                readAheadMin,
                readAheadMax,
                lease,
                demandLinger,
                origins.stream().collect(Collectors.toMap(OriginConfig::name, OriginConfig::maxRequests)),
                origins.stream().collect(Collectors.toMap(OriginConfig::name, OriginConfig::fill)),
                hedge);
    }
}
