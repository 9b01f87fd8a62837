package dev.playhead.scheduler.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: things happen in the order of their times, equal times in the order in which they were set. */
final class Timeline {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Entry(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private Instant now = START;
    private long number;

    Instant now() {
        return now;
    }

    Duration elapsed() {
        return Duration.between(START, now);
    }

    void in(Duration delay, Runnable action) {
        at(now.plus(delay), action);
    }

    void at(Instant time, Runnable action) {
        entries.add(new Entry(time.isBefore(now) ? now : time, number++, action));
    }

    void run(Duration time) {
        runUntil(() -> false, time);
    }

    /** Lets things happen until the condition holds, but no longer than the time given; returns whether it holds. */
    boolean runUntil(BooleanSupplier condition, Duration atMost) {
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
