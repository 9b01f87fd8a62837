package dev.playhead.common.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What must hold before a service is ready for work, each condition by its name. Thread-safe. */
public final class Readiness {
    private static final String REASON = "reason";

    private final HealthChecks checks;
    private final Map<String, Supplier<Optional<String>>> notes = new ConcurrentHashMap<>();

    public Readiness(Vertx vertx) {
        this.checks = HealthChecks.create(vertx);
    }

    /**
     * Adds a condition.
     *
     * @param name unique, as operators read it
     * @param problem why the condition does not hold, or empty when it does; asked at each {@link #report}, so it must
     *     not block
     */
    public Readiness require(String name, Supplier<Optional<String>> problem) {
        checks.register(
                name,
                answer -> answer.complete(problem.get()
                        .map(reason -> Status.KO(new JsonObject().put(REASON, reason)))
                        .orElseGet(Status::OK)));
        return this;
    }

    /**
     * Adds something that operators should know although the service works without it.
     *
     * @param name unique, as operators read it
     * @param problem what is wrong, or empty when nothing is; asked at each {@link #report}, so it must not block
     */
    public Readiness note(String name, Supplier<Optional<String>> problem) {
        notes.put(name, problem);
        return this;
    }

    /** Asks all conditions. Never fails: a condition that throws does not hold, and says so. */
    public Future<Report> report() {
        return checks.checkStatus().map(this::toReport);
    }

    private Report toReport(CheckResult result) {
        SortedMap<String, Optional<String>> problems = new TreeMap<>();
        if (result.getChecks() != null) {
            result.getChecks().forEach(check -> problems.put(check.getId(), problem(check)));
        }
        SortedMap<String, String> noted = new TreeMap<>();
        notes.forEach((name, problem) -> problem.get().ifPresent(what -> noted.put(name, what)));
        return new Report(problems, noted);
    }

    private static Optional<String> problem(CheckResult check) {
        if (CheckResult.isUp(check)) {
            return Optional.empty();
        }
        if (check.getFailure() != null) {
            return Optional.of(check.getFailure().toString());
        }
        JsonObject data = check.getStatus() == null ? null : check.getStatus().getData();
        return Optional.of(data == null ? "no answer" : data.getString(REASON, data.encode()));
    }

    /**
     * What the conditions said.
     *
     * @param problems by condition: why it does not hold, empty where it does
     * @param notes what is wrong although the service works without it, by name
     */
    public record Report(SortedMap<String, Optional<String>> problems, SortedMap<String, String> notes) {

        public boolean isReady() {
            return problems.values().stream().allMatch(Optional::isEmpty);
        }

        /** Returns what is missing as {@code name (reason), …}; empty when ready. */
        public String missing() {
            return String.join(
                    ", ",
                    problems.entrySet().stream()
                            .filter(entry -> entry.getValue().isPresent())
                            .map(entry ->
                                    entry.getKey() + " (" + entry.getValue().get() + ")")
                            .toList());
        }

        /** Returns {@code {"ready": …, "checks": {name: {"ready": …, "reason": …}}, "notes": {name: …}}}. */
        public JsonObject toJson() {
            JsonObject each = new JsonObject();
            for (Map.Entry<String, Optional<String>> entry : problems.entrySet()) {
                JsonObject check =
                        new JsonObject().put("ready", entry.getValue().isEmpty());
                entry.getValue().ifPresent(reason -> check.put(REASON, reason));
                each.put(entry.getKey(), check);
            }
            JsonObject noted = new JsonObject();
            notes.forEach(noted::put);
            return new JsonObject().put("ready", isReady()).put("checks", each).put("notes", noted);
        }
    }
}
