package dev.playhead.testkit.simulation.contest;

import dev.playhead.testkit.simulation.SimulatedScheduler;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One evening under several policies.
 *
 * @param ours the scheduler
 * @param fixed {@link SimplePolicy#fixedBytesAhead}
 * @param single {@link SimplePolicy#oneConnection}
 */
public record Contest(Evening evening, Score ours, Score fixed, Score single) {

    public static Contest of(Evening evening, Supplier<? extends SimulatedScheduler> scheduler, int seeds) {
        return new Contest(
                evening,
                Score.of(evening, scheduler, seeds),
                Score.of(evening, SimplePolicy::fixedBytesAhead, seeds),
                Score.of(evening, SimplePolicy::oneConnection, seeds));
    }

    /** Returns the contests as a table in Markdown, for a terminal too. */
    public static String table(List<Contest> contests) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "| %-11s | %-14s | %11s | %9s | %16s | %13s |%n|%s|%s|%s|%s|%s|%s|%n",
                "Evening",
                "Policy",
                "no picture s",
                "stalled s",
                "to picture p50/95",
                "origin/played",
                "---",
                "---",
                "---:",
                "---:",
                "---:",
                "---:"));
        for (Contest contest : contests) {
            String name = contest.evening().name();
            table.append(row(name, "Playhead", contest.ours()))
                    .append(row("", "64 MiB ahead", contest.fixed()))
                    .append(row("", "one connection", contest.single()));
        }
        return table.toString();
    }

    private static String row(String evening, String policy, Score score) {
        return String.format(
                Locale.ROOT,
                "| %-11s | %-14s | %12.2f | %9.2f | %9.2f / %5.2f | %13.2f |%n",
                evening,
                policy,
                score.standing(),
                score.stalled(),
                score.resumeP50(),
                score.resumeP95(),
                score.originBytes());
    }
}
