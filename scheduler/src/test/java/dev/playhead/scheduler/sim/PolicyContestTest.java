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
    /** Ten times as long without a picture is no way to watch. */
    private static final int HARDLY_WATCHING = 10;

    static List<Evening> evenings() {
        return Evening.all();
    }

    /**
     * The one class in which the fixed policy's origin may send less is that in which its viewers see next to nothing: what
     * is not shown in time is not thrown away at the next seek either.
     */
    @ParameterizedTest
    @MethodSource("evenings")
    void picturesComeSoonerThanOverOneConnectionAndCostLessThanAFixedReadAhead(Evening evening) {
        // When
        Contest contest = Contest.of(evening, SimulatedCore::new, SEEDS);

        // Then
        Score ours = contest.ours();
        assertThat(List.of(contest.fixed(), contest.single()))
                .as("better than %s", ours)
                .noneMatch(simple -> isBetterInAll(simple, ours));
        assertThat(ours.standing())
                .as("seconds without a picture")
                .isLessThan(contest.single().standing());
        assertThat(ours.stalled())
                .as("seconds of stalls")
                .isLessThanOrEqualTo(contest.fixed().stalled());
        if (contest.fixed().standing() < HARDLY_WATCHING * ours.standing()) {
            assertThat(ours.originBytes())
                    .as("origin bytes for each byte shown")
                    .isLessThan(contest.fixed().originBytes());
        }
    }

    private static boolean isBetterInAll(Score simple, Score ours) {
        return simple.standing() < ours.standing()
                && simple.stalled() <= ours.stalled()
                && simple.originBytes() < ours.originBytes();
    }
}
