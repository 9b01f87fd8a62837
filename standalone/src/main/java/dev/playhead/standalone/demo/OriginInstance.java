package dev.playhead.standalone.demo;

import dev.playhead.common.http.Readiness;
import dev.playhead.standalone.run.Instance;
import io.vertx.core.Future;

/** The demo's origin as a process of its own; it is open when it is made. Thread-safe. */
public final class OriginInstance implements Instance {
    private final DemoStage stage;
    private final Readiness nothingMissing;

    public OriginInstance(DemoStage stage) {
        this.stage = stage;
        this.nothingMissing = new Readiness(stage.vertx());
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Readiness readiness() {
        return nothingMissing;
    }

    @Override
    public String announcement() {
        return "ready on " + stage.originUrl() + "  (" + DemoVideo.NAME + ", " + Slowness.FAR_AWAY + ")";
    }

    @Override
    public Future<Void> close() {
        return stage.close().otherwiseEmpty();
    }
}
