package dev.playhead.e2e.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all viewers together saw. Thread-safe. */
final class Tally {
    private final LongAdder streams = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong longestWait = new AtomicLong();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    void opened() {
        streams.increment();
    }

    /** Right bytes have come, after a wait. */
    void took(long count, long waitedNanos) {
        bytes.add(count);
        longestWait.accumulateAndGet(waitedNanos, Math::max);
    }

    void brokeOff() {
        broken.increment();
    }

    void refused() {
        refused.increment();
    }

    void wrong(String what) {
        wrong.add(what);
    }

    long streams() {
        return streams.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long broken() {
        return broken.sum();
    }

    long refusals() {
        return refused.sum();
    }

    long longestWaitNanos() {
        return longestWait.get();
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
