package dev.playhead.gateway.io.direct;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.fresh.Standing;
import dev.playhead.gateway.io.fresh.Freshener;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Opens the reads of one stream.
 *
 * @param media how its origin is asked; empty when it cannot be
 * @param unfit told when the origin's answer cannot stand in for the media's bytes
 */
public record FallbackReads(
        MediaReader store,
        MediaId id,
        Optional<MediaAtOrigin> media,
        DirectFeeds feeds,
        Freshener freshener,
        InstantSource time,
        Runnable unfit) {

    public FallbackRead open(RequestedRange wanted) {
        return new FallbackRead(this, wanted);
    }

    MediaRead openStore(RequestedRange wanted) {
        return store.open(id, wanted);
    }

    Optional<DirectSource> source() {
        return media.map(at -> new DirectSource(feeds, at));
    }

    /** Finds out how a version stands that the store has; see {@link Freshener#check}. */
    Future<Standing> check(MediaVersion version, Freshness known) {
        return freshener.check(id, media, version, known);
    }

    Instant now() {
        return time.instant();
    }
}
