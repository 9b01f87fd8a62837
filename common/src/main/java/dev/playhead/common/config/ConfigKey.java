package dev.playhead.common.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One setting: its name, type, default and meaning, told once.
 *
 * @param name dotted, lower-case, such as {@code gateway.port}
 * @param fallback the value when nobody sets it
 * @param doc one sentence for {@code --help} and the documentation
 */
public record ConfigKey<T>(String name, ConfigType<T> type, T fallback, String doc) {
    private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
    static final String ENVIRONMENT_PREFIX = "PLAYHEAD_";

    public ConfigKey {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("configuration key '" + name + "' must match " + LEGAL.pattern());
        }
    }

    /** Returns the environment variable that sets this key: {@code PLAYHEAD_GATEWAY_PORT} for {@code gateway.port}. */
    public String environmentName() {
        return environmentName(name);
    }

    static String environmentName(String name) {
        return ENVIRONMENT_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
