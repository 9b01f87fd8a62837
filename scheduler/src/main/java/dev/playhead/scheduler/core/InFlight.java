package dev.playhead.scheduler.core;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One command that is believed to be under way.
 *
 * @param range the bytes it covers; null for a suffix while the length of the media is unknown
 * @param reading for whom it was planned
 * @param leaseUntil when it counts as lost unless it shows a sign of life
 * @param orphanedAt since when nobody wants it; null while somebody does
 */
record InFlight(
        FetchSpan command,
        @Nullable ByteRange range,
        Reading reading,
        Instant issuedAt,
        Instant leaseUntil,
        @Nullable Instant orphanedAt) {

    static InFlight issued(FetchSpan command, Reading reading, Instant now, Instant leaseUntil) {
        @Nullable
        ByteRange range = command.range() instanceof RequestedRange.From from && from.end() != null
                ? new ByteRange(from.start(), from.end())
                : null;
        return new InFlight(command, range, reading, now, leaseUntil, null);
    }

    CommandId id() {
        return command.command();
    }

    Lane lane() {
        return command.priority().lane();
    }

    InFlight renewed(Instant until) {
        return new InFlight(command, range, reading, issuedAt, Times.later(leaseUntil, until), orphanedAt);
    }

    /** Whoever ran it is gone. */
    InFlight abandoned(Instant now) {
        return new InFlight(command, range, reading, issuedAt, Times.earlier(leaseUntil, now), orphanedAt);
    }

    /** The length of the media became known. */
    InFlight described(long length) {
        return new InFlight(
                command, command.range().resolve(length).orElse(range), reading, issuedAt, leaseUntil, orphanedAt);
    }

    InFlight orphaned(Instant since) {
        return orphanedAt != null ? this : new InFlight(command, range, reading, issuedAt, leaseUntil, since);
    }

    /** Somebody wants it again. */
    InFlight adopted() {
        return orphanedAt == null ? this : new InFlight(command, range, reading, issuedAt, leaseUntil, null);
    }

    boolean covers(long position) {
        return range != null && range.contains(position);
    }
}
