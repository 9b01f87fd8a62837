package dev.playhead.standalone.demo;

import dev.playhead.standalone.run.StartException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the demo needs besides Playhead: the film, and the slow origin that serves it. Thread-safe.
 *
 * <p>It has a Vert.x of its own, so that it shares no thread with what it demonstrates.
 */
public final class DemoStage {
    /** Opening a socket takes milliseconds; what needs this long hangs. */
    private static final long LIMIT_SECONDS = 5;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    private final DemoVideo film;
    private final DemoOrigin origin;
    private final String host;

    private DemoStage(DemoVideo film, String host, int port) {
        this.film = film;
        this.host = host;
        this.origin = new DemoOrigin(film, Slowness.FAR_AWAY, host, port);
    }

    /**
     * Makes the film where it is missing, and starts the origin. Blocking.
     *
     * @param directory of the film
     * @param host address the origin listens on
     * @param port 0 for a free one
     * @throws StartException when the directory cannot be written or the port cannot be had
     */
    public static DemoStage open(Path directory, String host, int port) throws InterruptedException {
        DemoStage stage = new DemoStage(film(directory), host, port);
        try {
            await(stage.vertx.deployVerticle(stage.origin));
            return stage;
        } catch (ExecutionException | TimeoutException e) {
            stage.close();
            Throwable reason = e instanceof ExecutionException ? e.getCause() : e;
            throw new StartException("demo origin: cannot listen on " + host + ":" + port + ": " + reason, e);
        }
    }

    private static DemoVideo film(Path directory) {
        try {
            return DemoVideo.in(directory);
        } catch (IOException e) {
            throw new StartException("demo film: cannot be made in " + directory + ": " + e, e);
        }
    }

    public DemoVideo film() {
        return film;
    }

    public DemoOrigin origin() {
        return origin;
    }

    /** Returns where the origin is reached from this machine, without a trailing slash. */
    public URI originUrl() {
        return URI.create("http://" + host + ":" + origin.actualPort());
    }

    Vertx vertx() {
        return vertx;
    }

    /** Stops the origin; repeated calls return the same outcome. */
    public Future<Void> close() {
        return vertx.close();
    }

    private static void await(Future<?> future) throws InterruptedException, ExecutionException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
