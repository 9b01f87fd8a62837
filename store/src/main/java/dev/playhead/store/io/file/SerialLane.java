package dev.playhead.store.io.file;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after another, in the order of their submission, on threads it shares with other lanes. Thread-safe.
 *
 * <p>All I/O of a version goes through its lane: two writers of one file would wait for each other in the kernel anyway,
 * and so "is it there, else write it" needs no lock.
 */
public final class SerialLane implements Executor {
    private final Executor workers;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    public SerialLane(Executor workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        workers.execute(this::runNext);
    }

    /** Runs one task and lets other lanes have their turn before the next. */
    private void runNext() {
        try {
            next().run();
        } finally {
            if (!isDone()) {
                workers.execute(this::runNext);
            }
        }
    }

    private synchronized Runnable next() {
        return tasks.remove();
    }

    private synchronized boolean isDone() {
        running = !tasks.isEmpty();
        return !running;
    }
}
