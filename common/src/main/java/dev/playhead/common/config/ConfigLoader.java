package dev.playhead.common.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.playhead.common.model.OriginName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: command line over environment over file over defaults.
 *
 * <p>Every problem is found before any is told, and what nobody declared is refused: a misspelt key would else be a
 * setting that silently does nothing.
 */
public final class ConfigLoader {
    /** Variables of the start script, which are no settings. */
    private static final Set<String> NOT_SETTINGS = Set.of("PLAYHEAD_HOME", "PLAYHEAD_OPTS", "PLAYHEAD_JAVA_OPTS");

    /** A key that stands twice would silently lose one of its values. */
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Map<String, ConfigKey<?>> known = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();

    public ConfigLoader(Collection<ConfigKey<?>> keys) {
        for (ConfigKey<?> key : keys) {
            ConfigKey<?> other = known.put(key.name(), key);
            if (other != null && !other.equals(key)) {
                throw new IllegalStateException("configuration key " + key.name() + " is declared twice");
            }
        }
    }

    /**
     * Reads all sources; a loader is used once.
     *
     * @param file YAML; null for none
     * @param commandLine settings by key, over all others
     * @throws ConfigException that lists all problems
     */
    public Config load(@Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        if (file != null) {
            readFile(file);
        }
        environment.forEach(this::readVariable);
        commandLine.forEach((key, value) -> accept("command line", key, value));
        Map<OriginName, OriginConfig> origins =
                OriginKeys.read(texts, (key, problem) -> problems.add(key + ": " + problem));
        Config config = new Config(origins, texts);
        known.values().forEach(key -> readKey(key, config));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private <T> void readKey(ConfigKey<T> key, Config config) {
        String text = texts.get(key.name());
        try {
            config.put(key, text == null ? key.fallback() : key.type().parse().apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(key.name() + ": " + e.getMessage());
        }
    }

    private void readFile(Path file) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (!root.isMissingNode() && !root.isNull()) {
                flatten("", root, file.toString());
            }
        } catch (JsonProcessingException e) {
            problems.add(file + ": cannot be read as YAML: " + e.getOriginalMessage() + " at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
        } catch (IOException e) {
            problems.add(file + ": cannot be read: " + e);
        }
    }

    private void flatten(String path, JsonNode node, String source) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), source));
        } else if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asText()));
            accept(source, path, String.join(",", items));
        } else if (!node.isNull()) {
            accept(source, path, node.asText());
        }
    }

    private void readVariable(String name, String value) {
        if (!name.startsWith(ConfigKey.ENVIRONMENT_PREFIX) || NOT_SETTINGS.contains(name)) {
            return;
        }
        Optional<String> key = known.values().stream()
                .filter(candidate -> candidate.environmentName().equals(name))
                .map(ConfigKey::name)
                .findFirst()
                .or(() -> OriginKeys.fromEnvironment(name));
        key.ifPresentOrElse(
                found -> accept("environment", found, value),
                () -> problems.add("environment: " + name + " is not a setting"));
    }

    private void accept(String source, String key, String value) {
        if (known.containsKey(key) || OriginKeys.isKnown(key)) {
            texts.put(key, value);
        } else {
            problems.add(source + ": '" + key + "' is not a setting" + suggestion(key));
        }
    }

    private String suggestion(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        return known.keySet().stream()
                .filter(candidate -> candidate.endsWith("." + last) || candidate.startsWith(key))
                .findFirst()
                .map(candidate -> " (did you mean '" + candidate + "'?)")
                .orElse("");
    }
}
