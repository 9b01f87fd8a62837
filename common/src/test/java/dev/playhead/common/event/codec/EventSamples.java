package dev.playhead.common.event.codec;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.ChunkEvent.MediaDescribed;
import dev.playhead.common.event.ChunkEvent.VersionChanged;
import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.PreCacheEvent.PreCacheCancelled;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.common.model.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of each shape, as the golden files have it. */
final class EventSamples {
    private static final Instant AT = Instant.parse("2026-01-01T20:15:00.123Z");
    private static final MediaId MEDIA = new MediaId("nas.0123456789abcdef0123456789abcdef");
    private static final MediaSource SOURCE = new MediaSource("/films/a%20film.mkv", "sealed-query");
    private static final MediaVersion VERSION =
            new MediaVersion(new Validator("\"v1\"", "Thu, 01 Jan 2026 00:00:00 GMT"), 5_000_000, 262_144, "video/mp4");
    private static final MediaVersion WEAK_VERSION =
            new MediaVersion(new Validator("W/\"v2\"", null), 4_000_000, 262_144, null);
    private static final Cursor CURSOR = new Cursor(
            new StreamId("stream-1"), new SessionId("session-1"), 3, new RequestedRange.From(1_048_576, null));
    private static final CommandId COMMAND = new CommandId("command-1");
    private static final SpanStats STATS = new SpanStats(262_144, Duration.ofMillis(42), Duration.ofMillis(1250));

    private EventSamples() {}

    static List<PlayheadEvent> all() {
        return List.of(
                new StreamOpened(MEDIA, SOURCE, CURSOR, AT),
                new PlaybackAdvanced(MEDIA, new MediaSource("/films/plain.mp4", null), CURSOR, true, AT),
                new SeekPerformed(MEDIA, SOURCE, CURSOR, 65_536, AT),
                new PositionReported(
                        MEDIA, SOURCE, CURSOR, Duration.ofMillis(62_500), Duration.ofMinutes(90), 8_000_000L, AT),
                new StreamClosed(MEDIA, SOURCE, CURSOR, AT),
                new PreCacheRequested(MEDIA, SOURCE, new RequestedRange.From(0, 1_048_576L), Priority.MEDIUM, AT),
                new PreCacheCancelled(MEDIA, AT),
                new FetchSpan(
                        MEDIA,
                        SOURCE,
                        COMMAND,
                        1,
                        RequestedRange.of(new ByteRange(0, 262_144)),
                        VERSION,
                        Priority.CRITICAL,
                        AT,
                        null),
                new CancelFetch(MEDIA, COMMAND),
                new FetcherRoom(new FetcherId("fetcher-1"), Map.of(Lane.NOW, 4), List.of(COMMAND), AT),
                new MediaDescribed(MEDIA, VERSION, 1),
                new ChunksStored(MEDIA, VERSION.id(), COMMAND, 2, List.of(new ByteRange(0, 262_144)), true, STATS, 7),
                new FetchFailed(
                        MEDIA,
                        COMMAND,
                        1,
                        new RequestedRange.Suffix(65_536),
                        FailureReason.UNSATISFIABLE,
                        416,
                        5_000_000L,
                        Duration.ofSeconds(3),
                        STATS),
                new VersionChanged(MEDIA, VERSION.id(), WEAK_VERSION, 8),
                new ChunksEvicted(MEDIA, VERSION.id(), List.of(new ByteRange(0, 524_288)), 9));
    }
}
