package dev.playhead.standalone.run;

import dev.playhead.common.http.Readiness;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs an instance until the process is told to end: tells when it is ready, what it waits for when that takes long, and
 * closes it on SIGTERM or SIGINT. The caller's thread waits inside.
 */
public final class Foreground {
    /** Asking is cheap, and whoever waits for the line should not wait for us. */
    private static final long POLL_MILLIS = 20;
    /** A start takes two or three seconds; from here on a human wonders. */
    private static final long PROGRESS_SECONDS = 10;
    /** Above the sum of what a healthy close takes by far; service managers kill after ten seconds or more. */
    private static final long CLOSE_SECONDS = 8;

    private final PrintWriter out;
    private final PrintWriter err;
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Foreground(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the instance and keeps it; closed again when this returns.
     *
     * @return when {@link #stop} was called; on a signal the process ends with 0 instead
     * @throws StartException when the instance cannot start
     */
    public void run(Instance instance) throws InterruptedException {
        Thread onSignal = new Thread(() -> closeAndHalt(instance), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        Future<Void> started = instance.start();
        try {
            if (awaitReady(instance, started)) {
                out.println(instance.announcement());
                out.flush();
                instance.announced();
                stopped.await();
            }
        } finally {
            close(instance);
            removeHook(onSignal);
        }
    }

    /** Ends {@link #run}. */
    public void stop() {
        stopped.countDown();
    }

    private boolean awaitReady(Instance instance, Future<Void> started) throws InterruptedException {
        long begin = System.nanoTime();
        long told = 0;
        while (!stopped.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (started.failed() && stopped.getCount() > 0) { // closing fails what still waits to start
                throw started.cause() instanceof RuntimeException failure
                        ? failure
                        : new CompletionException(started.cause());
            }
            Optional<Readiness.Report> report = ask(instance.readiness());
            if (started.succeeded() && report.map(Readiness.Report::isReady).orElse(false)) {
                return true;
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            if (seconds / PROGRESS_SECONDS > told) {
                told = seconds / PROGRESS_SECONDS;
                err.println("still waiting after " + seconds + " s for: "
                        + report.map(Readiness.Report::missing).orElse("an answer"));
                err.flush();
            }
        }
        return false;
    }

    private static Optional<Readiness.Report> ask(Readiness readiness) throws InterruptedException {
        try {
            return Optional.of(
                    readiness.report().toCompletionStage().toCompletableFuture().get(1, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private void closeAndHalt(Instance instance) {
        stop();
        close(instance);
        out.flush();
        err.flush();
        // The virtual machine would turn the signal into 143; an order that was followed is a success.
        Runtime.getRuntime().halt(0);
    }

    private void close(Instance instance) {
        try {
            instance.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            err.println("not everything was closed within " + CLOSE_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Instance.close() must not fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook does the rest.
        }
    }
}
