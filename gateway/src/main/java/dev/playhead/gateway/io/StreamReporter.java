package dev.playhead.gateway.io;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.session.Arrival;
import dev.playhead.gateway.core.session.SessionTable;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells the fleet, and the session table, where one stream stands.
 *
 * <p>A stream that somebody may have to fetch for is told of at once. One whose bytes are all here is told of within a
 * moment, and more seldom after that: thousands of such come and go in a second. Event loop only.
 */
final class StreamReporter {
    /** How often a position is repeated; a scheduler that starts afresh is right again within this time. */
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** The same where nothing is left to fetch; a scheduler takes a stream that is silent for five seconds for gone. */
    private static final Duration SLOW_BEAT = Duration.ofSeconds(3);

    /** A first byte on its way needs no word: until then the stream is believed to wait as it was opened. */
    private static final Duration GRACE = Duration.ofMillis(100);
    /** A stream that has moved so far has used up a good part of a first window; what follows must be on its way. */
    private static final long STRIDE_BYTES = 1024 * 1024;
    /** More often than this tells a scheduler nothing that it would not have guessed, and each event costs everybody. */
    private static final Duration STRIDE_INTERVAL = Duration.ofMillis(25);

    private final PlayerRequest request;
    private final SessionTable sessions;
    private final PlaybackPublisher publisher;
    private final Arrival arrival;
    private final Instant openedAt;

    private Instant lastTold;
    private long toldPosition;
    private boolean announced;
    private boolean saidWaiting;

    private StreamReporter(
            PlayerRequest request, SessionTable sessions, PlaybackPublisher publisher, Arrival arrival, Instant now) {
        this.request = request;
        this.sessions = sessions;
        this.publisher = publisher;
        this.arrival = arrival;
        this.openedAt = now;
        this.lastTold = now;
        this.toldPosition = request.query().wish().firstByte().orElse(0L);
    }

    /** Opens the stream's cursor; to be announced. */
    static StreamReporter open(PlayerRequest request, SessionTable sessions, PlaybackPublisher publisher, Instant now) {
        RequestedRange wish = request.query().wish();
        Arrival arrival = sessions.open(request.media(), request.viewer(), wish, now);
        return new StreamReporter(request, sessions, publisher, arrival, now);
    }

    /** Says that the stream is open, and as what, unless that was said. */
    void announce() {
        if (!announced) {
            announced = true;
            publisher.publish(opened());
        }
    }

    Arrival arrival() {
        return arrival;
    }

    /**
     * Repeats the position from time to time.
     *
     * @param served whether all that remains is here
     */
    void beat(RequestedRange remaining, boolean waiting, boolean served, Instant now) {
        moved(remaining, waiting, now);
        announce();
        boolean due = !lastTold.plus(served ? SLOW_BEAT : BEAT).isAfter(now);
        if (due || (waiting && !saidWaiting) || (!served && isNews(remaining, now))) {
            advanced(remaining, waiting, now);
        }
    }

    /**
     * Says at once that the stream waits, unless that was the last thing said and it has not moved far, as a stream that
     * takes bytes faster than they come waits hundreds of times a second. Of one that was opened just now and waits for
     * its first byte, the beat says it.
     */
    void waits(RequestedRange remaining, Instant now) {
        moved(remaining, true, now);
        announce();
        boolean told = saidWaiting || (openedAt.plus(GRACE).isAfter(now) && isAtStart(remaining));
        if (!told || isNews(remaining, now)) {
            advanced(remaining, true, now);
        }
    }

    private boolean isAtStart(RequestedRange remaining) {
        return remaining.firstByte().equals(request.query().wish().firstByte());
    }

    /** Says at once that the stream waits for something else than it was opened for. */
    void asks(RequestedRange wish, Instant now) {
        moved(wish, true, now);
        announce();
        advanced(wish, true, now);
    }

    /**
     * Says that the stream has ended.
     *
     * @param inherit whether the viewer's next request may go on from here
     */
    void closed(RequestedRange remaining, boolean inherit, Instant now) {
        moved(remaining, false, now);
        if (inherit) {
            sessions.close(arrival.stream(), now);
        } else {
            sessions.discard(arrival.stream());
        }
        StreamClosed closed = new StreamClosed(request.media(), request.source(), cursor(remaining), now);
        if (announced) {
            publisher.publish(closed);
        } else {
            publisher.publishSoon(opened(), closed);
        }
    }

    JsonObject toJson(RequestedRange remaining, boolean waiting) {
        return new JsonObject()
                .put("session", arrival.session().value())
                .put("stream", arrival.stream().value())
                .put("media", request.media().value())
                .put("path", request.source().path())
                .put("client", request.viewer().address())
                .put("epoch", arrival.epoch())
                .put("position", remaining.firstByte().orElse(null))
                .put("wants", remaining.toHeader())
                .put("waiting", waiting)
                .put("openedAt", openedAt.toString());
    }

    private PlaybackEvent opened() {
        Cursor cursor = cursor(request.query().wish());
        Long from = arrival.seekFrom();
        return from == null
                ? new StreamOpened(request.media(), request.source(), cursor, openedAt)
                : new SeekPerformed(request.media(), request.source(), cursor, from, openedAt);
    }

    private void advanced(RequestedRange remaining, boolean waiting, Instant now) {
        saidWaiting = waiting;
        lastTold = now;
        toldPosition = remaining.firstByte().orElse(toldPosition);
        publisher.publish(new PlaybackAdvanced(request.media(), request.source(), cursor(remaining), waiting, now));
    }

    /** Whether the stream has moved far enough since it was last told of to be told of again. */
    private boolean isNews(RequestedRange remaining, Instant now) {
        return remaining.firstByte().orElse(0L) - toldPosition >= STRIDE_BYTES
                && !lastTold.plus(STRIDE_INTERVAL).isAfter(now);
    }

    private void moved(RequestedRange remaining, boolean waiting, Instant now) {
        remaining.firstByte().ifPresent(at -> sessions.moved(arrival.stream(), at, waiting, now));
    }

    private Cursor cursor(RequestedRange remaining) {
        return new Cursor(arrival.stream(), arrival.session(), arrival.epoch(), remaining, request.trace());
    }
}
