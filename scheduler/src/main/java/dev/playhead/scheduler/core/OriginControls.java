package dev.playhead.scheduler.core;

import dev.playhead.common.model.OriginName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The control of every origin that was asked. */
final class OriginControls {
    private final Policy policy;
    private final Map<OriginName, OriginControl> controls = new HashMap<>();
    private Instant passed = Instant.MIN;

    OriginControls(Policy policy) {
        this.policy = policy;
    }

    /** Looks before it adds: one event asks a dozen times, and the first compiler is slow to make a lambda each time. */
    OriginControl of(OriginName origin) {
        @Nullable OriginControl known = controls.get(origin);
        if (known == null) {
            known = new OriginControl(policy.maxRequests().getOrDefault(origin, 0));
            controls.put(origin, known);
        }
        return known;
    }

    /** Lets time pass: origins that may be asked again by now need no reminder. */
    void pass(Instant now) {
        passed = now;
    }

    /** Returns when the next origin may be asked again that was closed when time last passed, or {@link Instant#MAX}. */
    Instant reopensAt() {
        return controls.values().stream()
                .map(control -> control.limit().closedUntil())
                .filter(until -> until.isAfter(passed))
                .reduce(Instant.MAX, Times::earlier);
    }
}
