package dev.playhead.standalone.demo;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the film again and again and shows what it sees. Thread-safe; all work is done on one event loop. */
final class ScreenLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenLoop.class);
    /** Often enough to look alive, seldom enough to cost nothing that could be seen. */
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Vertx vertx;
    private final Context context;
    private final DemoVideo film;
    private final DemoScreen screen;
    private boolean closed;

    ScreenLoop(DemoStage stage, DemoScreen screen) {
        this.vertx = stage.vertx();
        this.context = vertx.getOrCreateContext();
        this.film = stage.film();
        this.screen = screen;
    }

    /** Begins to look; called once. */
    void start(URI gateway) {
        FilmWatch watch = new FilmWatch(vertx, gateway, film);
        context.runOnContext(now -> next(watch));
    }

    private void next(FilmWatch watch) {
        if (closed) {
            return;
        }
        watch.look()
                .onSuccess(seen -> seen.ifPresent(this::show))
                .onFailure(away -> LOG.atDebug().setCause(away).log("The gateway does not answer"))
                .onComplete(looked -> vertx.setTimer(PAUSE.toMillis(), timer -> next(watch)));
    }

    private void show(ChunkMap map) {
        if (!closed) {
            screen.show(map, System.nanoTime());
        }
    }

    /** Shows nothing any more; repeated calls do nothing. */
    Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            if (!closed) {
                closed = true;
                screen.close();
            }
            done.complete();
        });
        return done.future();
    }
}
