package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.simulation.contest.Contest;
import dev.playhead.testkit.simulation.contest.Evening;
import dev.playhead.testkit.simulation.contest.Score;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scheduler beside simple policies that keep a fixed number of bytes ahead, or use one connection a viewer. */
class PolicyContestTest {
    /** Enough to see a change of policy; the command {@code ./simulate} plays more of them. */
    private static final int SEEDS = 2;

    static List<Evening> evenings() {
        return Evening.all().stream()
                .filter(evening -> !evening.name().equals("constrained"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("evenings")
    void noSimplePolicyIsBetterInAllThatCounts(Evening evening) {
        // When
        Contest contest = Contest.of(evening, SimulatedCore::new, SEEDS);

        // Then
        assertThat(List.of(contest.fixed(), contest.single()))
                .as("better than %s", contest.ours())
                .noneMatch(simple -> isBetterInAll(simple, contest.ours()));
    }

    private static boolean isBetterInAll(Score simple, Score ours) {
        return simple.standing() < ours.standing()
                && simple.stalled() <= ours.stalled()
                && simple.originBytes() < ours.originBytes();
    }
}
