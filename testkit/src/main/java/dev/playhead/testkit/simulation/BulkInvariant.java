package dev.playhead.testkit.simulation;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.Lane;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What nobody waits for never takes anything from what somebody does: it is not asked for while the origin works for a
 * viewer, and when the origin is asked for a viewer it is under way no longer, unless that viewer has reached it.
 */
final class BulkInvariant {
    private BulkInvariant() {}

    /**
     * @param published in one step of the scheduler
     * @param inFlight after it
     * @param reached whether some viewer stands in a span
     */
    static void check(List<FetchSpan> published, Collection<FetchSpan> inFlight, Predicate<FetchSpan> reached) {
        for (FetchSpan command : published) {
            inFlight.stream()
                    .filter(other -> isBulk(other) != isBulk(command))
                    .filter(other -> !reached.test(isBulk(other) ? other : command))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new AssertionError(command + " is asked for beside " + other);
                    });
        }
    }

    private static boolean isBulk(FetchSpan span) {
        return span.priority().lane() == Lane.BULK;
    }
}
