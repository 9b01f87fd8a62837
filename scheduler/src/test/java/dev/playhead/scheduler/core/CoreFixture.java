package dev.playhead.scheduler.core;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.common.model.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A core at a time of its own, one media, and short names for the signals that tests send. */
final class CoreFixture {
    static final long MIB = 1024 * 1024;
    static final OriginName ORIGIN = new OriginName("nas");
    static final MediaId MEDIA = MediaId.of(ORIGIN, "/film");
    static final MediaSource SOURCE = new MediaSource("/film", null);
    static final MediaVersion VERSION = version("\"v1\"");
    static final Policy POLICY = new Policy(
            Duration.ofSeconds(20),
            DataSize.ofMebibytes(4),
            DataSize.ofMebibytes(64),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Map.of(ORIGIN, 6));

    final SchedulerCore core = new SchedulerCore(POLICY, "t");
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    static MediaVersion version(String etag) {
        long length = 100 * MIB;
        return new MediaVersion(new Validator(etag, null), length, ChunkLayout.MIN_CHUNK_SIZE, "video/mp4");
    }

    static StoredMedia stored(long revision, ByteRange... readable) {
        return new StoredMedia(MEDIA, SOURCE, VERSION, ByteRanges.of(readable), ByteRanges.of(readable), revision);
    }

    static ByteRange mib(long from, long to) {
        return new ByteRange(from * MIB, to * MIB);
    }

    CoreFixture pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    List<Decision> send(Signal signal) {
        return core.on(signal, now);
    }

    List<Decision> tick() {
        return core.tick(now);
    }

    /** A fetcher with the slots of a default one. */
    List<Decision> beat(String fetcher, CommandId... running) {
        return beat(fetcher, Map.of(Lane.NOW, 2, Lane.AHEAD, 4, Lane.BULK, 1), running);
    }

    List<Decision> beat(String fetcher, Map<Lane, Integer> slots, CommandId... running) {
        return send(new Signal.Beat(new FetcherRoom(new FetcherId(fetcher), slots, List.of(running), now)));
    }

    List<Decision> opens(String session, RequestedRange range) {
        return send(
                new Signal.Viewed(0, new PlaybackEvent.StreamOpened(MEDIA, SOURCE, cursor(session, 1, range), now)));
    }

    List<Decision> opens(String session, long from) {
        return opens(session, new RequestedRange.From(from, null));
    }

    List<Decision> seeks(String session, long epoch, long from) {
        return send(new Signal.Viewed(
                0,
                new PlaybackEvent.SeekPerformed(
                        MEDIA, SOURCE, cursor(session, epoch, new RequestedRange.From(from, null)), 0, now)));
    }

    List<Decision> advances(String session, long position, boolean waiting) {
        return send(new Signal.Viewed(
                0,
                new PlaybackEvent.PlaybackAdvanced(
                        MEDIA, SOURCE, cursor(session, 1, new RequestedRange.From(position, null)), waiting, now)));
    }

    List<Decision> closes(String session, long position) {
        return send(new Signal.Viewed(
                0,
                new PlaybackEvent.StreamClosed(
                        MEDIA, SOURCE, cursor(session, 1, new RequestedRange.From(position, null)), now)));
    }

    List<Decision> loads(StoredMedia answer) {
        return send(new Signal.MapLoaded(MEDIA, answer));
    }

    List<Decision> reports(ChunkEvent event) {
        return send(new Signal.Reported(event));
    }

    List<Decision> described(long revision) {
        return reports(new ChunkEvent.MediaDescribed(MEDIA, VERSION, revision));
    }

    List<Decision> storedBy(FetchSpan command, long revision, boolean complete, ByteRange... readable) {
        return reports(new ChunkEvent.ChunksStored(
                MEDIA,
                VERSION.id(),
                command.command(),
                command.attempt(),
                List.of(readable),
                complete,
                SpanStats.NONE,
                revision));
    }

    List<Decision> fails(FetchSpan command, FailureReason reason) {
        return reports(new ChunkEvent.FetchFailed(
                MEDIA,
                command.command(),
                command.attempt(),
                command.range(),
                reason,
                null,
                null,
                null,
                SpanStats.NONE));
    }

    static Cursor cursor(String session, long epoch, RequestedRange range) {
        return new Cursor(new StreamId(session + "-" + epoch), new SessionId(session), epoch, range);
    }

    static List<FetchSpan> published(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.Publish.class::isInstance)
                .map(decision -> ((Decision.Publish) decision).command())
                .toList();
    }

    static List<CommandId> cancelled(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.Cancel.class::isInstance)
                .map(decision -> ((Decision.Cancel) decision).cancellation().command())
                .toList();
    }

    static boolean asksStore(List<Decision> decisions) {
        return decisions.stream().anyMatch(Decision.LoadMap.class::isInstance);
    }
}
