package dev.playhead.testkit.simulation.contest;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Contests as a picture: for each evening a bar a policy, on a logarithmic scale, in SVG. */
public final class ContestPlot {
    /** Fits a page of documentation without being scaled. */
    private static final int WIDTH = 720;

    private static final int LEFT = 110;
    private static final int BAR = 14;
    private static final int GROUP = 4 * BAR;
    private static final int TOP = 60;
    /** From a tenth to a hundred of whatever is shown: each step of ten is a third of the width. */
    private static final double LEAST = 0.1;

    private static final int DECADES = 3;
    private static final double DECADE = (WIDTH - LEFT - 60.0) / DECADES;

    private ContestPlot() {}

    /**
     * Returns the picture of one of the scores; a bar that ends at the axis is a tenth or less.
     *
     * @param title what is shown and in which unit
     */
    public static String of(List<Contest> contests, String title, ToDoubleFunction<Score> score) {
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, TOP + GROUP * contests.size() + BAR));
        svg.append(text(LEFT, 18, "start", title)).append(legend()).append(axis(contests.size()));
        for (int i = 0; i < contests.size(); i++) {
            Contest contest = contests.get(i);
            int y = TOP + i * GROUP;
            svg.append(text(LEFT - 8, y + 2 * BAR, "end", contest.evening().name()));
            for (Policy policy : Policy.values()) {
                double value = score.applyAsDouble(policy.of(contest));
                svg.append(bar(y + policy.ordinal() * BAR, policy.colour, value));
            }
        }
        return svg.append(format("</svg>%n")).toString();
    }

    /** Who is compared, in the order of the bars. */
    private enum Policy {
        PLAYHEAD("Playhead", "#1b6ca8"),
        FIXED("64 MiB ahead", "#b5b5b5"),
        SINGLE("one connection", "#d9a441");

        private final String title;
        private final String colour;

        Policy(String title, String colour) {
            this.title = title;
            this.colour = colour;
        }

        private Score of(Contest contest) {
            return switch (this) {
                case PLAYHEAD -> contest.ours();
                case FIXED -> contest.fixed();
                case SINGLE -> contest.single();
            };
        }
    }

    private static String legend() {
        StringBuilder legend = new StringBuilder();
        for (Policy policy : Policy.values()) {
            int x = LEFT + policy.ordinal() * 130;
            legend.append(rectangle(x, 28, 10, policy.colour)).append(text(x + 14, 38, "start", policy.title));
        }
        return legend.toString();
    }

    private static String axis(int groups) {
        StringBuilder axis = new StringBuilder();
        for (int decade = 0; decade <= DECADES; decade++) {
            double x = LEFT + decade * DECADE;
            axis.append(format(
                            "<line x1=\"%.0f\" y1=\"%d\" x2=\"%.0f\" y2=\"%d\" stroke=\"#dddddd\"/>%n",
                            x, TOP - 4, x, TOP + groups * GROUP))
                    .append(text(
                            (int) x,
                            TOP + groups * GROUP + 10,
                            "middle",
                            format("%.3g", LEAST * Math.pow(10, decade))));
        }
        return axis.toString();
    }

    private static String bar(int y, String colour, double value) {
        double length = Math.max(0, Math.min(DECADES, Math.log10(Math.max(value, LEAST) / LEAST))) * DECADE;
        return rectangle(LEFT, y, length, colour)
                + text((int) (LEFT + length) + 4, y + BAR - 3, "start", format("%.2f", value));
    }

    private static String rectangle(int x, int y, double width, String colour) {
        return format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", x, y, width, BAR - 3, colour);
    }

    private static String text(int x, int y, String anchor, String text) {
        return format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
