package dev.playhead.store.io;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that do a store's file I/O. Thread-safe.
 *
 * <p>Its own, because nothing may interrupt them: an interrupt during I/O closes a channel for everybody who shares it.
 */
public final class StoreWorkers implements Executor, AutoCloseable {
    /** A disk serves a few requests at a time well; more threads only wait. */
    private static final int MIN_THREADS = 4;

    private static final int THREADS_PER_CORE = 2;

    private final ExecutorService threads;

    public StoreWorkers() {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory named = task -> {
            Thread thread = new Thread(task, "playhead-store-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        int size = Math.max(MIN_THREADS, THREADS_PER_CORE * Runtime.getRuntime().availableProcessors());
        this.threads = Executors.newFixedThreadPool(size, named);
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closed) {
            // The store is gone, and with it whoever waited for this.
        }
    }

    /** Lets what is queued finish, and takes no more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
