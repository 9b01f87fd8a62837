package dev.playhead.scheduler.core;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One command that is believed to be under way.
 *
 * @param range the bytes it covers; null for a suffix while the length of the media is unknown
 * @param reading for whom it was planned
 * @param progress how far it has come
 * @param demanded whether somebody whose playback depends on it needs it now: no other span takes its place
 * @param leaseUntil when it counts as lost unless it shows a sign of life
 * @param orphanedAt since when nobody wants it; null while somebody does
 */
record InFlight(
        FetchSpan command,
        @Nullable ByteRange range,
        Reading reading,
        Progress progress,
        boolean demanded,
        Instant issuedAt,
        Instant leaseUntil,
        @Nullable Instant orphanedAt) {

    static InFlight issued(FetchSpan command, Reading reading, Instant now, Instant leaseUntil) {
        @Nullable
        ByteRange range = command.range() instanceof RequestedRange.From from && from.end() != null
                ? new ByteRange(from.start(), from.end())
                : null;
        boolean demanded = command.priority() == Priority.CRITICAL;
        return new InFlight(command, range, reading, Progress.none(now), demanded, now, leaseUntil, null);
    }

    CommandId id() {
        return command.command();
    }

    Lane lane() {
        return command.priority().lane();
    }

    InFlight renewed(Instant until) {
        return new InFlight(
                command, range, reading, progress, demanded, issuedAt, Times.later(leaseUntil, until), orphanedAt);
    }

    InFlight progressed(Progress reported) {
        return new InFlight(command, range, reading, reported, demanded, issuedAt, leaseUntil, orphanedAt);
    }

    InFlight demanded(boolean now) {
        return demanded == now
                ? this
                : new InFlight(command, range, reading, progress, now, issuedAt, leaseUntil, orphanedAt);
    }

    /** Whoever ran it is gone. */
    InFlight abandoned(Instant now) {
        return new InFlight(
                command, range, reading, progress, demanded, issuedAt, Times.earlier(leaseUntil, now), orphanedAt);
    }

    /** The length of the media became known. */
    InFlight described(long length) {
        return new InFlight(
                command,
                command.range().resolve(length).orElse(range),
                reading,
                progress,
                demanded,
                issuedAt,
                leaseUntil,
                orphanedAt);
    }

    InFlight orphaned(Instant since) {
        return orphanedAt != null
                ? this
                : new InFlight(command, range, reading, progress, demanded, issuedAt, leaseUntil, since);
    }

    /** Somebody wants it again. */
    InFlight adopted() {
        return orphanedAt == null
                ? this
                : new InFlight(command, range, reading, progress, demanded, issuedAt, leaseUntil, null);
    }

    /** Returns how many of its bytes are still to come, as far as was told. */
    long left() {
        return range == null ? 0 : Math.max(0, range.length() - progress.bytes());
    }

    boolean covers(long position) {
        return range != null && range.contains(position);
    }

    /** Whether its first byte is the one at a position. */
    boolean starts(long position) {
        return range != null && range.start() == position;
    }
}
