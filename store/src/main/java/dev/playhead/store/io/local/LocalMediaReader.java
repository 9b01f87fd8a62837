package dev.playhead.store.io.local;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.Verifier;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Reads out of the store in this JVM. Thread-safe. */
public final class LocalMediaReader implements MediaReader {
    private final Vertx vertx;
    private final MediaRegistry registry;
    private final Verifier verifier;
    private final InstantSource time;

    public LocalMediaReader(Vertx vertx, MediaRegistry registry, Verifier verifier, InstantSource time) {
        this.vertx = vertx;
        this.registry = registry;
        this.verifier = verifier;
        this.time = time;
    }

    @Override
    public MediaRead open(MediaId media, RequestedRange range) {
        LocalMediaRead read = new LocalMediaRead(media, registry, verifier, time, CallerContext.current(vertx));
        read.start();
        return read;
    }
}
