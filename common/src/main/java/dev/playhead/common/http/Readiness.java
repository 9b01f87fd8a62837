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
import java.util.function.Supplier;

/** What must hold before a service is ready for work, each condition by its name. Thread-safe. */
public final class Readiness {
    private static final String REASON = "reason";

    private final HealthChecks checks;

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

    /** Asks all conditions. Never fails: a condition that throws does not hold, and says so. */
    public Future<Report> report() {
        return checks.checkStatus().map(Readiness::toReport);
    }

    private static Report toReport(CheckResult result) {
        SortedMap<String, Optional<String>> problems = new TreeMap<>();
        if (result.getChecks() != null) {
            result.getChecks().forEach(check -> problems.put(check.getId(), problem(check)));
        }
        return new Report(problems);
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
     */
    public record Report(SortedMap<String, Optional<String>> problems) {

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

        /** Returns {@code {"ready": …, "checks": {name: {"ready": …, "reason": …}}}}. */
        public JsonObject toJson() {
            JsonObject each = new JsonObject();
            for (Map.Entry<String, Optional<String>> entry : problems.entrySet()) {
                JsonObject check =
                        new JsonObject().put("ready", entry.getValue().isEmpty());
                entry.getValue().ifPresent(reason -> check.put(REASON, reason));
                each.put(entry.getKey(), check);
            }
            return new JsonObject().put("ready", isReady()).put("checks", each);
        }
    }
}
