package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;
import java.time.Duration;
import java.time.Instant;

/**
 * How far ahead of a playhead bytes are wanted, and by when. Stateless.
 *
 * <p>The window is measured in seconds of the session's own rate, between a floor and a ceiling in bytes. It opens with
 * what the session has taken since its last seek, so whoever reads on gets a window that at least doubles with each one
 * consumed, and a probe of head and tail, a thumbnailer or a seek that is given up cost little (mountpoint-s3 {@code
 * prefetch} and Linux on-demand read-ahead start small for the same reason).
 */
final class ReadAhead {
    /** A second of a film: whoever opens or seeks wants at least this, and can start a picture with it. */
    private static final long DEMAND = 1024 * 1024;
    /** Half as much again as the demand: twenty seeks that read a MiB each stay below 60 MiB of origin traffic. */
    private static final long INITIAL = DEMAND + DEMAND / 2;
    /** Bytes that the window opens for each byte taken: with 2, five round trips lead from the first span to 64 MiB. */
    private static final int GROWTH = 2;
    /** What is reached within this time is CRITICAL: several round trips to a far origin, a retry included. */
    private static final Duration SOON = Duration.ofSeconds(2);
    /** However fast a session plays, the lane for what is urgent must not fill with one session's next seconds. */
    private static final long LARGEST_DEMAND = 8L * 1024 * 1024;
    /** A window is fetched by as many spans at a time, so that one slow connection is not the limit. */
    private static final int SPANS_A_WINDOW = 4;

    /**
     * The first span after a seek is short, so that the rest of the demand comes over a connection of its own at the same
     * time; it is no shorter, because a request costs a round trip.
     */
    private static final long FIRST_SPAN = 256 * 1024;

    private static final long SMALLEST_SPAN = ChunkLayout.MAX_CHUNK_SIZE;
    /** Eight times 40 ms to the first byte at 25 MB/s: the round trip costs an eighth, a cancellation little. */
    private static final long LARGEST_SPAN = 8L * 1024 * 1024;
    /** After a seek, spans under way within this distance will be wanted in a moment if the session stays. */
    private static final long NEARBY = 8L * 1024 * 1024;
    /** 20 Mb/s, a film in high definition: assumed of a session whose rate has not been seen yet. */
    private static final double ASSUMED_RATE = 2_500_000;
    /** 128 kb/s, audio: the slowest that plays; a paused session is taken for one. */
    private static final double SLOWEST_RATE = 16_000;

    private final Policy policy;

    ReadAhead(Policy policy) {
        this.policy = policy;
    }

    /**
     * Returns what a reader wants.
     *
     * @param asked what the player asked for and has not taken, within the media
     * @param arrived up to where bytes are readable from there
     */
    Window window(Reader reader, ByteRange asked, long arrived, ChunkLayout layout, Instant now) {
        Playhead playhead = reader.playhead();
        long start = asked.start();
        long limit = playhead.readsOn() ? layout.length() : layout.ceil(asked.end());
        long demandEnd = Math.min(limit, layout.ceil(start + DEMAND));
        if (playhead.isScrubbing(now)) {
            return new Window(layout, start, demandEnd, demandEnd, demandEnd, demandEnd, FIRST_SPAN, SMALLEST_SPAN);
        }
        long presumed = presumed(playhead, arrived - start);
        long bytes = Math.min(target(playhead.pace()), INITIAL + GROWTH * (playhead.attained() + presumed));
        demandEnd = Math.min(limit, layout.ceil(start + Math.min(bytes, demand(playhead.pace()))));
        long end = Math.max(demandEnd, Math.min(limit, layout.ceil(start + presumed + bytes)));
        long keepEnd = Math.max(end, Math.min(limit, start + NEARBY));
        long firstSpan = playhead.attained() < DEMAND ? FIRST_SPAN : spanSize(bytes);
        return new Window(layout, start, demandEnd, end, keepEnd, limit, firstSpan, spanSize(bytes));
    }

    /** Returns when the playhead reaches a byte, or {@link Instant#MAX} for a session that has no deadlines. */
    Instant deadline(Reader reader, long position) {
        if (!reader.playhead().hasDeadline()) {
            return Instant.MAX;
        }
        OpenCursor cursor = reader.cursor();
        Instant seen = cursor.waitingSince() == null ? cursor.seenAt() : cursor.since();
        long distance = Math.max(0, position - cursor.position());
        return seen.plusNanos((long) (distance / rate(reader.playhead().pace()) * 1e9));
    }

    /**
     * Returns how much a session has taken since it was last heard of, at a guess.
     *
     * <p>One that takes bytes as fast as they come has taken what has arrived. Knowing it before the next report keeps
     * the origin busy; the guess ends with the window it was given, so a session that is gone costs one more window.
     */
    private long presumed(Playhead playhead, long arrived) {
        if (playhead.pace().playing() || playhead.attained() < INITIAL) {
            return 0;
        }
        return Math.min(arrived, Math.min(target(playhead.pace()), INITIAL + GROWTH * playhead.attained()));
    }

    private static long demand(Pace pace) {
        long soon = pace.playing() ? (long) (pace.bytesPerSecond() * SOON.toSeconds()) : 0;
        return Math.max(DEMAND, Math.min(soon, LARGEST_DEMAND));
    }

    private long target(Pace pace) {
        long wanted = pace.known()
                ? (long) (pace.bytesPerSecond() * policy.readAhead().toMillis() / 1000)
                : Long.MAX_VALUE;
        return Math.max(
                policy.readAheadMin().bytes(),
                Math.min(wanted, policy.readAheadMax().bytes()));
    }

    private static double rate(Pace pace) {
        return pace.playing() ? Math.max(pace.bytesPerSecond(), SLOWEST_RATE) : ASSUMED_RATE;
    }

    private static long spanSize(long window) {
        long size = Math.max(SMALLEST_SPAN, Math.min(window / SPANS_A_WINDOW, LARGEST_SPAN));
        return size - size % ChunkLayout.MAX_CHUNK_SIZE;
    }
}
