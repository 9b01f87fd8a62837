package dev.playhead.common.config;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.security.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a setting is written.
 *
 * @param parse reads the text; throws {@link IllegalArgumentException} whose message completes "gateway.port: …"
 * @param print writes a value so that {@code parse} reads it back
 * @param secret whether the value must not be shown
 */
public record ConfigType<T>(Function<String, T> parse, Function<T, String> print, boolean secret) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    public static final ConfigType<String> TEXT = of(Function.identity(), Function.identity());
    public static final ConfigType<Optional<String>> SECRET = new ConfigType<>(
            text -> Optional.of(text).filter(secret -> !secret.isBlank()), value -> value.orElse(""), true);
    public static final ConfigType<Integer> PORT = integer(0, MAX_PORT);
    public static final ConfigType<DataSize> SIZE = of(DataSize::parse, DataSize::toString);
    public static final ConfigType<Duration> DURATIONS = of(ConfigType::parseDuration, ConfigType::printDuration);
    public static final ConfigType<Path> PATH = of(ConfigType::parsePath, Path::toString);
    public static final ConfigType<Boolean> FLAG = of(ConfigType::parseFlag, Object::toString);
    public static final ConfigType<List<String>> LIST = of(ConfigType::parseList, values -> String.join(",", values));
    public static final ConfigType<URI> HTTP_URL = of(ConfigType::parseHttpUrl, URI::toString);
    public static final ConfigType<List<URI>> HTTP_URLS = of(
            text -> parseList(text).stream().map(ConfigType::parseHttpUrl).toList(),
            urls -> String.join(",", urls.stream().map(URI::toString).toList()));

    public static <T> ConfigType<T> of(Function<String, T> parse, Function<T, String> print) {
        return new ConfigType<>(parse, print, false);
    }

    /** A whole number between two bounds, both inclusive. */
    public static ConfigType<Integer> integer(int min, int max) {
        return of(
                text -> {
                    String problem = "'" + text + "' is not a whole number from " + min + " to " + max;
                    try {
                        int value = Integer.parseInt(text.strip());
                        if (value < min || value > max) {
                            throw new IllegalArgumentException(problem);
                        }
                        return value;
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(problem, e);
                    }
                },
                Object::toString);
    }

    /** A size between two bounds in KiB, both inclusive. */
    public static ConfigType<DataSize> kibibytes(int min, int max) {
        DataSize low = DataSize.ofKibibytes(min);
        DataSize high = DataSize.ofKibibytes(max);
        return of(
                text -> {
                    DataSize size = DataSize.parse(text);
                    if (size.bytes() < low.bytes() || size.bytes() > high.bytes()) {
                        throw new IllegalArgumentException("'" + text + "' is not between " + low + " and " + high);
                    }
                    return size;
                },
                DataSize::toString);
    }

    /** A constant of an enumeration, in lower case and with hyphens: {@code while-watching}. */
    public static <E extends Enum<E>> ConfigType<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String names = constants.stream().map(ConfigType::nameOf).collect(Collectors.joining(", "));
        return of(
                text -> constants.stream()
                        .filter(constant -> nameOf(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of " + names)),
                ConfigType::nameOf);
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 250ms, 2s, 5m, 1h or 7d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static String printDuration(Duration value) {
        return value.toMillis() % 1000 == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
    }

    private static Path parsePath(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason(), e);
        }
    }

    private static boolean parseFlag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static List<String> parseList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static URI parseHttpUrl(String text) {
        String problem = "'" + Secrets.maskUrl(text) + "' is not an http or https URL such as http://nas:8096/media";
        try {
            URI url = new URI(text.strip());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean whole = url.getHost() != null && url.getPort() <= MAX_PORT;
            if (!http || !whole || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException(problem);
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(problem); // the cause would show what the message masks
        }
    }
}
