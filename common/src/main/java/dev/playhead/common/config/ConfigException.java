package dev.playhead.common.config;

import java.util.List;

/** A configuration that cannot be used; names every problem at once. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(
                problems.size() == 1
                        ? "configuration: " + problems.get(0)
                        : "configuration has " + problems.size() + " problems:\n  - "
                                + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
