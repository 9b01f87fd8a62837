package dev.playhead.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: things happen in the order of their times, equal times in the order in which they were set. */
public final class Timeline {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Entry(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private Instant now = START;
    private long number;

    public Instant now() {
        return now;
    }

    public Duration elapsed() {
        return Duration.between(START, now);
    }

    public void in(Duration delay, Runnable action) {
        at(now.plus(delay), action);
    }

    /** Sets something to happen; a time that has passed is now. */
    public void at(Instant time, Runnable action) {
        entries.add(new Entry(time.isBefore(now) ? now : time, number++, action));
    }

    public void run(Duration time) {
        runUntil(() -> false, time);
    }

    /** Lets things happen until the condition holds, but no longer than the time given; returns whether it holds. */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        Instant end = now.plus(atMost);
        while (!condition.getAsBoolean()) {
            if (entries.isEmpty() || entries.peek().at().isAfter(end)) {
                now = end;
                return condition.getAsBoolean();
            }
            Entry next = entries.poll();
            now = next.at();
            next.action().run();
        }
        return true;
    }
}
