package dev.playhead.testkit.simulation;

import dev.playhead.common.event.PreCacheEvent.PreCacheCancelled;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;

/** A wish to have a media that nobody watches, repeated by its store until everything is there. */
public final class SimWish {
    private static final Duration REPEATED = Duration.ofSeconds(2);

    private final SimWorld world;
    private final MediaId media;
    private final Priority priority;
    private final Instant requestedAt;
    private boolean over;

    SimWish(SimWorld world, MediaId media, Priority priority) {
        this.world = world;
        this.media = media;
        this.priority = priority;
        this.requestedAt = world.time().now();
        repeat();
    }

    /** Takes it back. */
    public void cancel() {
        end();
    }

    public boolean isComplete() {
        return world.store()
                .readable(media)
                .covers(new ByteRange(0, world.store().length(media)));
    }

    private void repeat() {
        if (over) {
            return;
        }
        if (isComplete()) {
            end();
            return;
        }
        world.publish(new PreCacheRequested(
                media, new MediaSource("/film", null), RequestedRange.WHOLE, priority, requestedAt));
        world.time().in(REPEATED, this::repeat);
    }

    private void end() {
        over = true;
        world.publish(new PreCacheCancelled(media, world.time().now()));
    }
}
