package dev.playhead.testkit.simulation.contest;

import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimViewer;
import dev.playhead.testkit.simulation.SimWorld;
import dev.playhead.testkit.simulation.SimulatedScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the viewers of one class of evenings saw under one policy, over all seeds.
 *
 * @param standing seconds without a picture that each viewer had on average: starts, seeks and stalls
 * @param stalled those of them in which a picture that had begun stood still
 * @param resumeP50 seconds from a start or a seek to the picture
 * @param resumeP95 the same, of the slowest twentieth
 * @param originBytes bytes that the origin sent for each byte shown or taken by a download
 */
public record Score(double standing, double stalled, double resumeP50, double resumeP95, double originBytes) {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** Lets the same evenings pass under a policy, with the seeds from 1 to the number given. */
    public static Score of(Evening evening, Supplier<? extends SimulatedScheduler> policy, int seeds) {
        Tally tally = new Tally();
        for (int seed = 1; seed <= seeds; seed++) {
            SimWorld world = new SimWorld(seed, evening.origin().fresh(), policy.get())
                    .judged(policy.get() instanceof SimplePolicy ? SimWorld.Judgement.NONE : SimWorld.Judgement.FULL);
            List<SimViewer> viewers =
                    evening.viewers().apply(world.withFetchers(2).withFaults(evening.faults()));
            viewers.forEach(SimViewer::begin);
            List<SimViewer> watching =
                    viewers.stream().filter(viewer -> !isDownload(viewer)).toList();
            if (!world.time().runUntil(() -> watching.stream().allMatch(SimViewer::isDone), LIMIT)) {
                throw new AssertionError("evening " + evening.name() + " with seed " + seed + " has no end");
            }
            watching.forEach(viewer -> tally.addViewer(viewer.player()));
            viewers.forEach(viewer -> tally.used += viewer.player().picture().shown());
            tally.sent += world.origin().bytes();
        }
        return tally.score();
    }

    private static boolean isDownload(SimViewer viewer) {
        return viewer.player().isDownload();
    }

    /** Sums over evenings. */
    private static final class Tally {
        private final List<Double> resumes = new ArrayList<>();
        private int viewers;
        private double standing;
        private double stalled;
        private double used;
        private double sent;

        void addViewer(SimPlayer player) {
            viewers++;
            standing += seconds(player.picture().frozen());
            stalled += seconds(player.picture().stalled());
            player.picture().starts().forEach(start -> resumes.add(seconds(start)));
        }

        Score score() {
            List<Double> sorted = resumes.stream().sorted().toList();
            return new Score(
                    standing / viewers,
                    stalled / viewers,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 19 / 20),
                    sent / used);
        }

        private static double seconds(Duration time) {
            return time.toNanos() / 1e9;
        }
    }
}
