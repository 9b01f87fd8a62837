package dev.playhead.common.topic;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.DemandEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Every topic of Playhead.
 *
 * <p>All have the same partition count, so that one origin is one partition everywhere; but for the lanes, which have a
 * single one, so that a command may go to any fetcher.
 */
public final class Topics {
    private static final String PREFIX = "playhead.";
    /** A record older than this says nothing true any more; an hour leaves room to look at what happened. */
    private static final Duration SHORT = Duration.ofHours(1);

    public static final Topic<DemandEvent> PLAYBACK = ofMedia("playback", DemandEvent.class);
    public static final Topic<ChunkEvent> CHUNKS = ofMedia("chunks", ChunkEvent.class);
    public static final Topic<CancelFetch> CANCEL = ofMedia("cancel", CancelFetch.class);
    public static final Topic<FetcherRoom> FLEET = new Topic<>(
            PREFIX + "fleet",
            FetcherRoom.class,
            room -> room.fetcher().value(),
            room -> room.fetcher().value(),
            SHORT);

    private static final Topic<FetchSpan> NOW = lane(Lane.NOW);
    private static final Topic<FetchSpan> AHEAD = lane(Lane.AHEAD);
    private static final Topic<FetchSpan> BULK = lane(Lane.BULK);

    /** Records that could not be read, as they came, with the reason in a header. */
    public static final String DEAD_LETTERS = PREFIX + "dead-letters";

    private Topics() {}

    /** Returns the topic that carries the commands of a lane. */
    public static Topic<FetchSpan> fetch(Lane lane) {
        return switch (lane) {
            case NOW -> NOW;
            case AHEAD -> AHEAD;
            case BULK -> BULK;
        };
    }

    public static List<Topic<?>> all() {
        return List.of(PLAYBACK, CHUNKS, CANCEL, FLEET, NOW, AHEAD, BULK);
    }

    /** Returns the topics with equally many partitions: all but the lanes. */
    public static List<Topic<?>> partitionedByOrigin() {
        return List.of(PLAYBACK, CHUNKS, CANCEL, FLEET);
    }

    private static Topic<FetchSpan> lane(Lane lane) {
        return ofMedia("fetch." + lane.name().toLowerCase(Locale.ROOT), FetchSpan.class);
    }

    private static <E extends PlayheadEvent & PlayheadEvent.OfMedia> Topic<E> ofMedia(String name, Class<E> type) {
        return new Topic<>(
                PREFIX + name,
                type,
                event -> event.media().value(),
                event -> event.media().origin().value(),
                SHORT);
    }
}
