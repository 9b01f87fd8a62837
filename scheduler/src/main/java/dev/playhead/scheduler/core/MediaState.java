package dev.playhead.scheduler.core;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is known of one media that somebody watches, or wants to have. */
final class MediaState {
    private final MediaId id;
    private final OriginName origin;
    private final int partition;
    private final StoredMap map = new StoredMap();
    private final Viewers viewers = new Viewers();
    private final Map<CommandId, InFlight> lost = new LinkedHashMap<>();
    private MediaSource source;
    private final Bulk bulk;
    private Outage outage = Outage.NONE;

    MediaState(MediaId id, int partition, MediaSource source, BackgroundFill fill) {
        this.bulk = new Bulk(fill);
        this.id = id;
        this.origin = id.origin();
        this.partition = partition;
        this.source = source;
    }

    void on(PlaybackEvent event, Instant now) {
        if (event instanceof PositionReported report) {
            viewers.told(report, map.version());
            return;
        }
        boolean newcomer = viewers.on(event, map.readable(), now);
        if (event.isOpen()) {
            source = event.source();
        }
        if (newcomer) {
            outage = outage.afterNewSession();
        }
    }

    void on(PreCacheEvent event, Instant now) {
        bulk.on(event, now);
        if (event instanceof PreCacheRequested requested && viewers.isEmpty()) {
            source = requested.source();
        }
    }

    void outage(Outage changed) {
        outage = changed;
    }

    /** A command showed no sign of life: what is missing of it is planned anew, as its next attempt. */
    void lose(InFlight span) {
        lost.put(span.id(), span);
    }

    void forgetLost(CommandId command) {
        lost.remove(command);
    }

    /** Takes out the lost command that a span is the next attempt of. */
    Optional<InFlight> takeLost(RequestedRange range) {
        Optional<InFlight> match = lost.values().stream()
                .filter(span -> span.command().range().equals(range)
                        || range.firstByte().filter(span::covers).isPresent())
                .findFirst();
        match.ifPresent(span -> lost.remove(span.id()));
        return match;
    }

    List<InFlight> lost() {
        return new ArrayList<>(lost.values());
    }

    MediaId id() {
        return id;
    }

    OriginName origin() {
        return origin;
    }

    int partition() {
        return partition;
    }

    MediaSource source() {
        return source;
    }

    StoredMap map() {
        return map;
    }

    Viewers viewers() {
        return viewers;
    }

    Bulk bulk() {
        return bulk;
    }

    /** Whether nobody wants anything of it. */
    boolean isIdle() {
        return viewers.isEmpty() && bulk.isEmpty();
    }

    Outage outage() {
        return outage;
    }
}
