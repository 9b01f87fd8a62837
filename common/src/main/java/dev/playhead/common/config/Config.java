package dev.playhead.common.config;

import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Secrets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A configuration that has been read whole and found right. Immutable. */
public final class Config {
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> shown = new TreeMap<>();
    private final Map<OriginName, OriginConfig> origins;

    Config(Map<OriginName, OriginConfig> origins, Map<String, String> texts) {
        this.origins = Map.copyOf(origins);
        texts.forEach((key, text) -> {
            if (key.startsWith(OriginKeys.PREFIX)) {
                shown.put(key, OriginKeys.isSecret(key) ? Secrets.MASK : Secrets.maskUserInfo(text));
            }
        });
    }

    <T> void put(ConfigKey<T> key, T value) {
        values.put(key.name(), value);
        String text = key.type().print().apply(value);
        shown.put(key.name(), key.type().secret() && !text.isEmpty() ? Secrets.MASK : Secrets.maskUserInfo(text));
    }

    /** Returns the value of a key that was declared when this configuration was read. */
    @SuppressWarnings("unchecked") // put() pairs a key with a value of its type
    public <T> T get(ConfigKey<T> key) {
        Object value = values.get(key.name());
        if (value == null) {
            throw new IllegalStateException("configuration key " + key.name() + " was not declared to the loader");
        }
        return (T) value;
    }

    public Collection<OriginConfig> origins() {
        return origins.values();
    }

    public Map<OriginName, OriginConfig> originsByName() {
        return origins;
    }

    /** Returns every setting as {@code key: value} lines, sorted, secrets masked. */
    public String effective() {
        StringBuilder lines = new StringBuilder();
        shown.forEach(
                (key, value) -> lines.append(key).append(": ").append(value).append('\n'));
        return lines.toString();
    }
}
