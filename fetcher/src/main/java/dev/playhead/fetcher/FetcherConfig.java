package dev.playhead.fetcher;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Secrets;
import dev.playhead.fetcher.io.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a fetcher works.
 *
 * @param id of this fetcher in the fleet
 * @param slots spans at a time, by lane; a lane without slots is not read
 * @param patience how long to wait for an origin
 * @param minTries tries of a span before its deadline counts
 * @param redirectHosts hosts that an origin may redirect to, besides itself
 * @param refreshHooks where an origin's expired links are exchanged for fresh ones
 * @param shutdownGrace how long running spans may go on when the fetcher stops
 */
public record FetcherConfig(
        FetcherId id,
        Map<Lane, Integer> slots,
        Patience patience,
        int minTries,
        List<String> redirectHosts,
        Map<OriginName, URI> refreshHooks,
        Duration shutdownGrace) {
    /** Connections that carry one stream at the full rate of most origins. */
    private static final int SLOTS = 4;
    /** As many as an origin is asked for at a time beside what is urgent. */
    private static final int AHEAD_SLOTS = 6;
    /** Three failures in a row and their backoff pass within 0.7 s, which a player's buffer hides. */
    private static final int TRIES = 4;

    private static final Pattern HOOK = Pattern.compile("([a-z0-9-]+)\\s*=\\s*(https?://.+)");

    public static final ConfigKey<String> ID = new ConfigKey<>(
            "fetcher.id",
            ConfigType.TEXT,
            "",
            "The name of this fetcher in the fleet; made from host and process when empty.");
    public static final ConfigKey<Integer> SLOTS_NOW = new ConfigKey<>(
            "fetcher.slots.now", ConfigType.integer(1, 256), SLOTS, "Spans at a time that a stream waits for.");
    public static final ConfigKey<Integer> SLOTS_AHEAD = new ConfigKey<>(
            "fetcher.slots.ahead", ConfigType.integer(0, 256), AHEAD_SLOTS, "Read-ahead spans at a time.");
    public static final ConfigKey<Integer> SLOTS_BULK = new ConfigKey<>(
            "fetcher.slots.bulk", ConfigType.integer(0, 256), 2, "Pre-cache and background spans at a time.");
    public static final ConfigKey<Duration> CONNECT_TIMEOUT = new ConfigKey<>(
            "fetcher.connect-timeout",
            ConfigType.DURATIONS,
            Duration.ofSeconds(3),
            "How long to wait for a connection to an origin, TLS included.");
    public static final ConfigKey<Duration> HEADER_TIMEOUT = new ConfigKey<>(
            "fetcher.header-timeout",
            ConfigType.DURATIONS,
            Duration.ofSeconds(10),
            "How long to wait for the head of an origin's response.");
    public static final ConfigKey<Duration> STALL_TIMEOUT = new ConfigKey<>(
            "fetcher.stall-timeout",
            ConfigType.DURATIONS,
            Duration.ofSeconds(3),
            "How long an origin may send no byte before the span goes on over a new connection.");
    public static final ConfigKey<Duration> RETRY_AFTER_LIMIT = new ConfigKey<>(
            "fetcher.retry-after-limit",
            ConfigType.DURATIONS,
            Duration.ofSeconds(5),
            "The longest Retry-After that is waited for; a longer one gives the span up.");
    public static final ConfigKey<Integer> MIN_TRIES = new ConfigKey<>(
            "fetcher.min-tries",
            ConfigType.integer(1, 12),
            TRIES,
            "Tries of a span, from the byte reached, before its deadline counts.");
    public static final ConfigKey<List<String>> FOLLOW_REDIRECTS_TO = new ConfigKey<>(
            "fetcher.follow-redirects-to",
            ConfigType.LIST,
            List.of(),
            "Hosts that origins may redirect to, besides themselves.");
    public static final ConfigKey<Map<OriginName, URI>> REFRESH_LINKS_AT = new ConfigKey<>(
            "fetcher.refresh-links-at",
            ConfigType.of(FetcherConfig::parseHooks, FetcherConfig::printHooks),
            Map.of(),
            "Where expired links of an origin are exchanged, as origin=url: after a 401, 403 or 410 this URL is asked with the"
                    + " media's path in the parameter 'path', and redirects to where it lies now.");
    public static final ConfigKey<Duration> SHUTDOWN_GRACE = new ConfigKey<>(
            "fetcher.shutdown-grace",
            ConfigType.DURATIONS,
            Duration.ofSeconds(2),
            "How long running spans may go on when the fetcher stops.");
    public static final List<ConfigKey<?>> KEYS = List.of(
            ID,
            SLOTS_NOW,
            SLOTS_AHEAD,
            SLOTS_BULK,
            CONNECT_TIMEOUT,
            HEADER_TIMEOUT,
            STALL_TIMEOUT,
            RETRY_AFTER_LIMIT,
            MIN_TRIES,
            FOLLOW_REDIRECTS_TO,
            REFRESH_LINKS_AT,
            SHUTDOWN_GRACE);

    public FetcherConfig {
        slots = Map.copyOf(slots);
        redirectHosts = List.copyOf(redirectHosts);
        refreshHooks = Map.copyOf(refreshHooks);
    }

    public static FetcherConfig from(Config config) {
        Map<Lane, Integer> slots = new EnumMap<>(Lane.class);
        slots.put(Lane.NOW, config.get(SLOTS_NOW));
        slots.put(Lane.AHEAD, config.get(SLOTS_AHEAD));
        slots.put(Lane.BULK, config.get(SLOTS_BULK));
        Patience patience = new Patience(
                config.get(CONNECT_TIMEOUT),
                config.get(HEADER_TIMEOUT),
                config.get(STALL_TIMEOUT),
                config.get(RETRY_AFTER_LIMIT));
        return new FetcherConfig(
                config.get(ID).isBlank() ? generatedId() : new FetcherId(config.get(ID)),
                slots,
                patience,
                config.get(MIN_TRIES),
                config.get(FOLLOW_REDIRECTS_TO),
                config.get(REFRESH_LINKS_AT),
                config.get(SHUTDOWN_GRACE));
    }

    private static Map<OriginName, URI> parseHooks(String text) {
        Map<OriginName, URI> hooks = new LinkedHashMap<>();
        for (String pair : ConfigType.LIST.parse().apply(text)) {
            Matcher hook = HOOK.matcher(pair);
            if (!hook.matches()) {
                throw new IllegalArgumentException("'" + Secrets.maskUrl(pair) + "' is not origin=url");
            }
            hooks.put(new OriginName(hook.group(1)), ConfigType.HTTP_URL.parse().apply(hook.group(2)));
        }
        return hooks;
    }

    private static String printHooks(Map<OriginName, URI> hooks) {
        return hooks.entrySet().stream()
                .map(hook -> hook.getKey() + "=" + hook.getValue())
                .collect(Collectors.joining(","));
    }

    /** Spans at a time, over all lanes. */
    public int totalSlots() {
        return slots.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns a name that no other process of the fleet has, nor this one after a restart: host, process, chance. */
    private static FetcherId generatedId() {
        String host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "").replaceAll("[^A-Za-z0-9-]", "");
        String chance =
                HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        String name = host.length() > 64 ? host.substring(0, 64) : host;
        return new FetcherId("fetcher-" + name + "-" + ProcessHandle.current().pid() + "-" + chance);
    }
}
