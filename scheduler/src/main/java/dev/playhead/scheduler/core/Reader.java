package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.RequestedRange;
import org.jspecify.annotations.Nullable;

/**
 * A cursor whose wishes count, with the playhead it belongs to. Neither ever changes: what changes is another reader.
 *
 * <p>So it keeps what was last worked out of it, for all who ask within one event, and for the events of others: where the
 * bytes end that it has before it, and its {@link Outlook}. The first holds for one set of bytes; of the second, see there.
 */
final class Reader {
    private final OpenCursor cursor;
    private final Playhead playhead;

    private @Nullable ByteRanges readable;
    private @Nullable ByteRange gap;
    private @Nullable Outlook outlook;

    Reader(OpenCursor cursor, Playhead playhead) {
        this.cursor = cursor;
        this.playhead = playhead;
    }

    OpenCursor cursor() {
        return cursor;
    }

    Playhead playhead() {
        return playhead;
    }

    /** Whether it is the reader of these, and knows all that another one would have to work out anew. */
    boolean isOf(OpenCursor other, Playhead itsPlayhead) {
        return cursor == other && playhead == itsPlayhead;
    }

    /** Whether the reader, if it waits, would be served by a span. */
    boolean isServedBy(InFlight span) {
        RequestedRange remaining = cursor.remaining();
        return remaining instanceof RequestedRange.Suffix
                ? span.command().range() instanceof RequestedRange.Suffix
                : span.covers(cursor.position());
    }

    /** Returns the first bytes that are missing from the cursor's position on. */
    ByteRange gap(ByteRanges held) {
        ByteRange known = gap;
        if (known == null || readable != held) {
            known = held.gapFrom(cursor.position());
            gap = known;
            readable = held;
        }
        return known;
    }

    /** Returns what it wants of a media of known version; null where it asks for nothing that the media has. */
    @Nullable
    Outlook outlook(ReadAhead readAhead, Outlook.Premises premises) {
        Outlook known = outlook;
        if (known == null || !known.holds(premises)) {
            known = Outlook.of(this, readAhead, premises);
            outlook = known;
        }
        return known;
    }
}
