package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of one media with what each of them wants of it now: whether spans that are under way are still of use. */
final class Audience {
    /** What a span brings before another request for it would have been answered. */
    private static final long NEXT_BYTES = 1024 * 1024;

    private final Viewers viewers;
    private final Wanted[] wanted;
    private final ByteRanges opened;
    private final Instant now;

    /** A reader and its window; null while the media is unknown. */
    private record Wanted(Reader reader, @Nullable Window window) {}

    private Audience(Viewers viewers, Wanted[] wanted, ByteRanges opened, Instant now) {
        this.viewers = viewers;
        this.wanted = wanted;
        this.opened = opened;
        this.now = now;
    }

    /**
     * Returns the audience of a media; of a known one without those who ask for nothing that it has.
     *
     * @param spans how long spans of the media's origin are
     */
    static Audience of(MediaState media, List<Reader> readers, ReadAhead readAhead, SpanSizes spans, Instant now) {
        MediaVersion version = media.map().version();
        List<Wanted> wanted = new ArrayList<>(readers.size());
        if (version == null) {
            readers.forEach(reader -> wanted.add(new Wanted(reader, null)));
        } else {
            Outlook.Premises premises =
                    new Outlook.Premises(version, media.map().readable(), spans, now);
            for (Reader reader : readers) {
                Outlook outlook = reader.outlook(readAhead, premises);
                if (outlook != null) {
                    wanted.add(new Wanted(reader, outlook.window()));
                }
            }
        }
        return new Audience(media.viewers(), wanted.toArray(Wanted[]::new), ByteRanges.EMPTY, now);
    }

    /** Returns the same audience, of which somebody opens the media and will ask for these bytes in a moment. */
    Audience opening(ByteRanges index) {
        return new Audience(viewers, wanted, index, now);
    }

    /** Whether somebody wants the span, or will in a moment: who is between two bounded ranges comes back. */
    boolean wants(InFlight span) {
        return viewers.isParked(span.reading(), now)
                || span.range() != null && !opened.within(span.range()).isEmpty()
                || isWanted(span);
    }

    /** Loops over an array here and below: each event asks for each span, by each of its readers. */
    private boolean isWanted(InFlight span) {
        for (Wanted one : wanted) {
            if (isWantedBy(span, one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWantedBy(InFlight span, Wanted wanted) {
        ByteRange range = span.range();
        Reader reader = wanted.reader();
        if (range == null || wanted.window() == null) {
            return reader.isServedBy(span) || reader.cursor().reading().equals(span.reading());
        }
        // its own reader may have taken its last byte before the store told of it: then it ends by itself
        return wanted.window().keeps(range) || reader.cursor().reading().equals(span.reading());
    }

    /** Whether somebody's playback depends on the span now. */
    boolean dependsOn(InFlight span) {
        for (Wanted one : wanted) {
            if (isDemandedBy(span, one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDemandedBy(InFlight span, Wanted wanted) {
        ByteRange range = span.range();
        Window window = wanted.window();
        return range == null || window == null ? wanted.reader().isServedBy(span) : window.demands(range);
    }

    /** Whether the next bytes of the span are those that somebody stands at, or may be. */
    boolean standsBefore(InFlight span) {
        return Arrays.stream(wanted).anyMatch(one -> isAboutToServe(span, one));
    }

    private static boolean isAboutToServe(InFlight span, Wanted wanted) {
        ByteRange range = span.range();
        Window window = wanted.window();
        if (range == null || window == null) {
            return true;
        }
        long reached = range.start() + span.progress().bytes();
        return range.contains(window.start()) && window.start() <= reached + NEXT_BYTES;
    }
}
