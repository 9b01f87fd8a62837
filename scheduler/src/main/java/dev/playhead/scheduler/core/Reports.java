package dev.playhead.scheduler.core;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import java.time.Instant;
import java.util.Set;

/** What the reports of fetchers and stores change in what is believed; each returns the media it touched. */
final class Reports {
    private final MediaStates media;
    private final Lives lives;
    private final OriginControls origins;
    private final WasteMeter waste;
    private final BulkDesk bulk;

    Reports(MediaStates media, Lives lives, OriginControls origins, WasteMeter waste, BulkDesk bulk) {
        this.media = media;
        this.lives = lives;
        this.origins = origins;
        this.waste = waste;
        this.bulk = bulk;
    }

    Set<MediaId> on(ChunkEvent event, Instant now) {
        if (event instanceof ChunksStored stored) {
            lives.progressed(stored, now);
        } else if (event instanceof FetchFailed failed) {
            return failed(failed, now);
        } else if (event instanceof ChunksEvicted evicted) {
            waste.evicted(evicted.media(), ByteRanges.of(evicted.ranges()));
        }
        return media.change(event.media(), state -> {
            state.map().on(event);
            bulk.on(state, event);
            if (event instanceof ChunksStored) {
                state.outage(state.outage().afterSuccess());
            }
        });
    }

    private Set<MediaId> failed(FetchFailed failed, Instant now) {
        origins.of(failed.media().origin()).failed(failed, now);
        Set<MediaId> touched = media.change(failed.media(), state -> bulk.on(state, failed));
        return lives.ended(failed.command(), failed.attempt())
                ? media.change(failed.media(), state -> fail(state, failed, now))
                : touched;
    }

    private static void fail(MediaState state, FetchFailed failed, Instant now) {
        state.outage(state.outage().after(failed, now));
        if (failed.reason() == FailureReason.STALE_VERSION) {
            state.map().distrust();
        }
    }

    /** A command could not be published. */
    Set<MediaId> unpublished(FetchSpan command, Instant now) {
        return lives.ended(command.command(), command.attempt())
                ? media.change(
                        command.media(), state -> state.outage(state.outage().afterTransient(null, now)))
                : Set.of();
    }
}
