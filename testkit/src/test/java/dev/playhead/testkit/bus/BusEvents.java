package dev.playhead.testkit.bus;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.common.model.Validator;
import dev.playhead.common.model.VersionId;
import java.time.Instant;
import java.util.List;

/** Small events that carry a number, so that loss, doubling and order show. */
final class BusEvents {
    private static final MediaSource SOURCE = new MediaSource("/film", null);
    private static final Instant AT = Instant.EPOCH;

    private BusEvents() {}

    static MediaId media(String origin) {
        return MediaId.of(new OriginName(origin), "/film");
    }

    static ChunkEvent chunk(String origin, long number) {
        return new ChunksEvicted(
                media(origin), VersionId.of(new Validator("\"v\"", null), 1), List.of(new ByteRange(0, 1)), number);
    }

    static long number(ChunkEvent event) {
        return ((ChunksEvicted) event).revision();
    }

    static PlaybackEvent playback(String origin, long number) {
        Cursor cursor = new Cursor(new StreamId("stream"), new SessionId("session"), number, RequestedRange.WHOLE);
        return new StreamOpened(media(origin), SOURCE, cursor, AT);
    }

    static CancelFetch cancel(String origin, long number) {
        return new CancelFetch(media(origin), new CommandId("c" + number));
    }

    static FetchSpan command(String origin, long number) {
        return new FetchSpan(
                media(origin),
                SOURCE,
                new CommandId("c" + number),
                1,
                RequestedRange.WHOLE,
                null,
                Priority.HIGH,
                AT,
                null);
    }
}
