package dev.playhead.benchmarks.scheduler;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.scheduler.core.Signal;
import java.time.Instant;

/** One who watches a part of a media at 1 MB/s, tells of it once a second, and begins anew at its end. */
final class Viewer {
    private static final long A_SECOND = 1_000_000;

    private final MediaId media;
    private final MediaSource source;
    private final SessionId session;
    private final long from;
    private final long to;
    private long position;
    private long epoch = 1;

    /**
     * @param from where its part begins, in bytes
     * @param to where it ends, exclusive
     */
    Viewer(MediaId media, String session, long from, long to) {
        this.media = media;
        this.source = new MediaSource("/" + media, null);
        this.session = new SessionId(session);
        this.from = from;
        this.to = to;
        this.position = from;
    }

    Signal opens(Instant at) {
        return viewed(new StreamOpened(media, source, cursor(), at));
    }

    /** A second later. */
    Signal goesOn(Instant at) {
        PlaybackEvent event;
        if (position + A_SECOND < to) {
            position += A_SECOND;
            event = new PlaybackAdvanced(media, source, cursor(), false, at);
        } else {
            long left = position;
            position = from;
            epoch++;
            event = new SeekPerformed(media, source, cursor(), left, at);
        }
        return viewed(event);
    }

    Signal closes(Instant at) {
        return viewed(new StreamClosed(media, source, cursor(), at));
    }

    private Cursor cursor() {
        return new Cursor(new StreamId(session + "-" + epoch), session, epoch, new From(position, null));
    }

    private static Signal viewed(PlaybackEvent event) {
        return new Signal.Viewed(0, event);
    }
}
