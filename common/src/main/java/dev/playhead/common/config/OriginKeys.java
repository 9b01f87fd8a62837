package dev.playhead.common.config;

import dev.playhead.common.model.OriginName;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Reads the settings below {@code origins.<name>}, whose names are not known beforehand. */
final class OriginKeys {
    static final String PREFIX = "origins.";
    private static final String HEADERS = "headers.";
    private static final String URL = "url";
    private static final String IGNORE_QUERY = "ignore-query";
    private static final String MAX_REQUESTS = "max-requests";
    private static final String MEDIA = "media";
    private static final String PRESERVE_HOST = "preserve-host";
    private static final String FILL = "background-fill";
    private static final String FILL_RATE = "background-fill-rate";
    private static final String FRESH_FOR = "fresh-for";
    private static final String AUTHORIZE = "authorize";
    private static final String AUTHORIZE_FOR = "authorize-for";
    private static final Set<String> SETTINGS = Set.of(
            URL,
            IGNORE_QUERY,
            MAX_REQUESTS,
            MEDIA,
            PRESERVE_HOST,
            FILL,
            FILL_RATE,
            FRESH_FOR,
            AUTHORIZE,
            AUTHORIZE_FOR);
    /** What a browser opens to a host, and two more that are kept for who seeks; fewer are used where more bring nothing. */
    private static final int DEFAULT_MAX_REQUESTS = 8;

    private static final ConfigType<BackgroundFill.Mode> FILL_MODE = ConfigType.oneOf(BackgroundFill.Mode.class);
    private static final ConfigType<ViewerAuthorization.Mode> AUTHORIZE_MODE =
            ConfigType.oneOf(ViewerAuthorization.Mode.class);

    private OriginKeys() {}

    /** Whether {@code origins.<name>.<setting>} is a setting this class reads. */
    static boolean isKnown(String key) {
        return setting(key)
                .filter(s -> SETTINGS.contains(s) || s.startsWith(HEADERS))
                .isPresent();
    }

    static boolean isSecret(String key) {
        return setting(key).filter(s -> s.startsWith(HEADERS)).isPresent();
    }

    /** Returns the key that {@code PLAYHEAD_ORIGINS_<NAME>_<SETTING>} sets, or empty when it is no such name. */
    static Optional<String> fromEnvironment(String variable) {
        String prefix = ConfigKey.environmentName(PREFIX);
        if (!variable.startsWith(prefix)) {
            return Optional.empty();
        }
        String rest = variable.substring(prefix.length());
        int headers = rest.indexOf("_HEADERS_");
        if (headers > 0) {
            String header = rest.substring(headers + "_HEADERS_".length());
            return Optional.of(PREFIX + lower(rest.substring(0, headers)) + "." + HEADERS + lower(header));
        }
        return SETTINGS.stream()
                .filter(setting -> rest.endsWith("_" + suffix(setting)))
                .map(setting -> PREFIX
                        + lower(rest.substring(
                                0, rest.length() - suffix(setting).length() - 1))
                        + "."
                        + setting)
                .findFirst();
    }

    static Map<OriginName, OriginConfig> read(Map<String, String> values, BiConsumer<String, String> problems) {
        Map<OriginName, OriginConfig> origins =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        Set<String> names = new TreeSet<>();
        for (String key : values.keySet()) {
            if (key.startsWith(PREFIX)) {
                setting(key)
                        .ifPresent(setting ->
                                names.add(key.substring(PREFIX.length(), key.length() - setting.length() - 1)));
            }
        }
        for (String name : names) {
            try {
                OriginName origin = new OriginName(name);
                readOne(origin, values, problems).ifPresent(config -> origins.put(origin, config));
            } catch (IllegalArgumentException e) {
                problems.accept(PREFIX + name, String.valueOf(e.getMessage()));
            }
        }
        return origins;
    }

    private static Optional<OriginConfig> readOne(
            OriginName name, Map<String, String> values, BiConsumer<String, String> problems) {
        String prefix = PREFIX + name + ".";
        String url = values.get(prefix + URL);
        if (url == null) {
            problems.accept(prefix + URL, "is missing");
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix + HEADERS)) {
                headers.put(key.substring((prefix + HEADERS).length()), value);
            }
        });
        String ignored = values.getOrDefault(prefix + IGNORE_QUERY, "");
        String max = values.getOrDefault(prefix + MAX_REQUESTS, Integer.toString(DEFAULT_MAX_REQUESTS));
        Optional<URI> parsedUrl = attempt(ConfigType.HTTP_URL, url, prefix + URL, problems);
        Optional<List<String>> parsedIgnored = attempt(ConfigType.LIST, ignored, prefix + IGNORE_QUERY, problems);
        Optional<Integer> parsedMax = attempt(ConfigType.integer(1, 1024), max, prefix + MAX_REQUESTS, problems);
        Optional<TransparentOrigin> transparent = readTransparent(prefix, values, problems);
        Optional<BackgroundFill> fill = readFill(prefix, values, problems);
        Optional<OriginCaching> caching = readCaching(prefix, values, problems);
        Optional<ViewerAuthorization> authorization = readAuthorization(prefix, values, problems);
        boolean sound = Stream.of(parsedUrl, parsedIgnored, parsedMax, transparent, fill, caching, authorization)
                .allMatch(Optional::isPresent);
        return sound
                ? Optional.of(new OriginConfig(
                        name,
                        withoutTrailingSlash(parsedUrl.get()),
                        headers,
                        parsedIgnored.get(),
                        parsedMax.get(),
                        caching.get(),
                        transparent.get(),
                        fill.get(),
                        authorization.get()))
                : Optional.empty();
    }

    /** Parameters that take no part in a media's name are credentials, as a rule: then each viewer's own have to count. */
    private static Optional<ViewerAuthorization> readAuthorization(
            String prefix, Map<String, String> values, BiConsumer<String, String> problems) {
        ViewerAuthorization fallback = ViewerAuthorization.DEFAULT;
        boolean ignoresQuery = !values.getOrDefault(prefix + IGNORE_QUERY, "").isBlank();
        ViewerAuthorization.Mode unsaid = ignoresQuery ? ViewerAuthorization.Mode.PER_VIEWER : fallback.mode();
        String mode =
                values.getOrDefault(prefix + AUTHORIZE, AUTHORIZE_MODE.print().apply(unsaid));
        String memory = values.getOrDefault(
                prefix + AUTHORIZE_FOR, ConfigType.DURATIONS.print().apply(fallback.memory()));
        return attempt(AUTHORIZE_MODE, mode, prefix + AUTHORIZE, problems)
                .flatMap(parsed -> attempt(ConfigType.DURATIONS, memory, prefix + AUTHORIZE_FOR, problems)
                        .map(counts -> new ViewerAuthorization(parsed, counts)));
    }

    private static Optional<BackgroundFill> readFill(
            String prefix, Map<String, String> values, BiConsumer<String, String> problems) {
        BackgroundFill off = BackgroundFill.OFF;
        String mode = values.getOrDefault(prefix + FILL, FILL_MODE.print().apply(off.mode()));
        String rate = values.getOrDefault(prefix + FILL_RATE, off.rate().toString());
        return attempt(FILL_MODE, mode, prefix + FILL, problems)
                .flatMap(parsed -> attempt(ConfigType.SIZE, rate, prefix + FILL_RATE, problems)
                        .map(most -> new BackgroundFill(parsed, most)));
    }

    private static Optional<OriginCaching> readCaching(
            String prefix, Map<String, String> values, BiConsumer<String, String> problems) {
        String fresh = values.get(prefix + FRESH_FOR);
        return fresh == null
                ? Optional.of(OriginCaching.DEFAULT)
                : attempt(ConfigType.DURATIONS, fresh, prefix + FRESH_FOR, problems)
                        .map(OriginCaching::new);
    }

    private static Optional<TransparentOrigin> readTransparent(
            String prefix, Map<String, String> values, BiConsumer<String, String> problems) {
        TransparentOrigin fallback = TransparentOrigin.DEFAULT;
        String media =
                values.getOrDefault(prefix + MEDIA, ConfigType.LIST.print().apply(fallback.media()));
        String preserve = values.getOrDefault(prefix + PRESERVE_HOST, Boolean.toString(fallback.preserveHost()));
        return attempt(ConfigType.LIST, media, prefix + MEDIA, problems)
                .flatMap(globs -> attempt(ConfigType.FLAG, preserve, prefix + PRESERVE_HOST, problems)
                        .map(keep -> new TransparentOrigin(globs, keep)));
    }

    private static <T> Optional<T> attempt(
            ConfigType<T> type, String text, String key, BiConsumer<String, String> problems) {
        try {
            return Optional.of(type.parse().apply(text));
        } catch (IllegalArgumentException e) {
            problems.accept(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static URI withoutTrailingSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    private static Optional<String> setting(String key) {
        int dot = key.startsWith(PREFIX) ? key.indexOf('.', PREFIX.length()) : -1;
        return dot < 0 ? Optional.empty() : Optional.of(key.substring(dot + 1));
    }

    private static String suffix(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
