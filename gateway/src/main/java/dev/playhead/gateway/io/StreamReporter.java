package dev.playhead.gateway.io;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.api.PositionReport;
import dev.playhead.gateway.core.session.Arrival;
import dev.playhead.gateway.core.session.SessionTable;
import dev.playhead.gateway.core.stream.Herds;
import dev.playhead.gateway.core.stream.LastWord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the fleet, and the session table, where one stream stands.
 *
 * <p>A stream that somebody may have to fetch for is told of at once. One whose bytes are all here is told of within a
 * moment, and more seldom after that: thousands of such come and go in a second. One that another leads is told of at the
 * beat alone, or when it is led no more. Event loop only.
 */
final class StreamReporter implements Herds.Member {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerStream.class);
    /**
     * A first byte on its way needs no word: until then the stream is believed to wait as it was opened. A response that has
     * all its bytes here and is over by then is told of with the last one of its session.
     */
    private static final Duration GRACE = Duration.ofMillis(100);
    /** What a player says of itself changes no faster; one that says it more often must not cost everybody. */
    private static final Duration REPORTS = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final PlayerRequest request;
    private final SessionTable sessions;
    private final PlaybackPublisher publisher;
    private final Herds herds;
    private final SessionVoices voices;
    private final Place place;
    private final Arrival arrival;
    private final Instant openedAt;

    private LastWord word;
    private Instant reportedAt = Instant.MIN;
    private boolean announced;

    /** Where a stream stands now. */
    interface Place {
        /** What the player has not taken yet. */
        RequestedRange remaining();

        /** Whether all bytes from there up to a position, exclusive, are here. */
        boolean reaches(long position);
    }

    private StreamReporter(PlayerRequest request, StreamServices services, Place place, Instant now) {
        this.vertx = services.vertx();
        this.request = request;
        this.sessions = services.sessions();
        this.publisher = services.publisher();
        this.herds = services.registry().herds();
        this.voices = services.registry().voices();
        this.place = place;
        this.arrival =
                sessions.open(request.media(), request.viewer(), request.query().wish(), now);
        this.openedAt = now;
        this.word = LastWord.opened(request.query().wish().firstByte().orElse(0L), now);
    }

    /** Opens the stream's cursor; to be announced. */
    static StreamReporter open(PlayerRequest request, StreamServices services, Place place, Instant now) {
        StreamReporter reporter = new StreamReporter(request, services, place, now);
        reporter.herds.join(reporter);
        reporter.voices.join(reporter);
        return reporter;
    }

    /** Says that the stream is open, and as what, unless that was said or another leads it. */
    @Override
    public void announce() {
        if (!announced && !herds.isLed(this)) {
            introduce();
        }
    }

    /**
     * Announces in the event loop's next turn: what a request's own call writes leaves when that is over, and no byte shall
     * wait for the telling.
     */
    void announceBehind() {
        vertx.runOnContext(flushed -> announce());
    }

    private void introduce() {
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
        if (served && !announced && isNew(now)) {
            return;
        }
        boolean due = word.isOld(served, now);
        boolean news = waiting && isWaitNews(remaining, now) || !served && word.isLeftBehind(position(remaining), now);
        tell(due, due || news, remaining, waiting, now);
    }

    private boolean isWaitNews(RequestedRange remaining, Instant now) {
        return !isOpening(remaining, now) && word.lacksWait(position(remaining), now);
    }

    /** @param anyway though another stream leads it; who leads whom is asked last, since that looks at a whole herd */
    private void tell(boolean anyway, boolean news, RequestedRange remaining, boolean waiting, Instant now) {
        if (announced && !news || !anyway && herds.isLed(this)) {
            return;
        }
        introduce();
        if (news) {
            advanced(remaining, waiting, now);
        }
    }

    /**
     * Says at once that the stream waits, unless that was said of this place, or of too many in a row. Of one that was
     * opened just now and waits for its first byte, the beat says it.
     */
    void waits(RequestedRange remaining, Instant now) {
        moved(remaining, true, now);
        boolean news = isWaitNews(remaining, now) || word.isLeftBehind(position(remaining), now);
        tell(false, news, remaining, true, now);
    }

    private boolean isNew(Instant now) {
        return openedAt.plus(GRACE).isAfter(now);
    }

    private boolean isOpening(RequestedRange remaining, Instant now) {
        return isNew(now) && isAtStart(remaining);
    }

    private boolean isAtStart(RequestedRange remaining) {
        return remaining.firstByte().equals(request.query().wish().firstByte());
    }

    /** Says at once that the stream waits for something else than it was opened for. */
    void asks(RequestedRange wish, Instant now) {
        moved(wish, true, now);
        introduce();
        advanced(wish, true, now);
    }

    /** Whether the stream belongs to a session of that name, ours or its player's. */
    boolean isOf(String session) {
        return session.equals(arrival.session().value())
                || session.equals(request.viewer().declared());
    }

    /** Passes on what the player says of where it plays, unless it did just now, or nobody has to fetch for it yet. */
    void reports(PositionReport report, Instant now) {
        if (announced && !reportedAt.plus(REPORTS).isAfter(now)) {
            reportedAt = now;
            publisher.publish(new PositionReported(
                    request.media(),
                    request.source(),
                    cursor(remaining()),
                    report.position(),
                    report.duration(),
                    report.bitsPerSecond(),
                    now));
        }
    }

    /**
     * Says that the stream has ended.
     *
     * @param inherit whether the viewer's next request may go on from here
     */
    void closed(RequestedRange remaining, boolean inherit, Instant now) {
        moved(remaining, false, now);
        voices.leave(this);
        herds.leave(this);
        if (inherit) {
            sessions.close(arrival.stream(), now);
        } else {
            sessions.discard(arrival.stream());
        }
        StreamClosed closed = new StreamClosed(request.media(), request.source(), cursor(remaining), now);
        if (announced) {
            // Before this one goes, so that what it wanted for them is not let go.
            herds.untold(request.media()).forEach(Herds.Member::announce);
            publisher.publishParting(closed);
        } else {
            announced = true;
            publisher.publishSoon(opened(), closed);
        }
    }

    /** Logs what happened to the stream. */
    void log(Level level, String what, Throwable cause) {
        LOG.atLevel(level)
                .addKeyValue(LogKeys.STREAM, arrival.stream())
                .addKeyValue(LogKeys.MEDIA, request.media())
                .addKeyValue(LogKeys.TRACE, request.trace())
                .setCause(cause)
                .log(what);
    }

    @Override
    public MediaId media() {
        return request.media();
    }

    @Override
    public MediaSource source() {
        return request.source();
    }

    @Override
    public RequestedRange remaining() {
        return place.remaining();
    }

    @Override
    public boolean reaches(long position) {
        return place.reaches(position);
    }

    @Override
    public boolean isTold() {
        return announced;
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
        word = word.said(position(remaining), waiting, now);
        publisher.publish(new PlaybackAdvanced(request.media(), request.source(), cursor(remaining), waiting, now));
    }

    /** A stream that only the media's length tells the place of stands where it was. */
    private long position(RequestedRange remaining) {
        return remaining.firstByte().orElse(word.position());
    }

    private void moved(RequestedRange remaining, boolean waiting, Instant now) {
        remaining.firstByte().ifPresent(at -> sessions.moved(arrival.stream(), at, waiting, now));
    }

    private Cursor cursor(RequestedRange remaining) {
        return new Cursor(arrival.stream(), arrival.session(), arrival.epoch(), remaining, request.trace());
    }
}
