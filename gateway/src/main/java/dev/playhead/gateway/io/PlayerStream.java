package dev.playhead.gateway.io;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.stream.Patience;
import dev.playhead.gateway.core.stream.Verdict;
import dev.playhead.gateway.core.stream.Waiting;
import dev.playhead.gateway.io.direct.FallbackRead;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.event.Level;

/**
 * One open response that is served from the store.
 *
 * <p>It says at once what it wants, waits for the media's description, then for the first byte, and lets the head leave
 * with that byte: until then every failure is an honest status, or the origin is asked directly. Afterwards a failure
 * breaks the connection; nothing is padded, and nothing short looks whole. Event loop only.
 */
final class PlayerStream implements BodyPump.Listener, StreamReporter.Place {
    /** How often a read may lose its version, or turn out too narrow, before its head is out. */
    private static final int MAX_READS = 4;
    /** What no player plays between two beats. */
    private static final long PLENTY = 1024 * 1024;

    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final PlayerRequest request;
    private final StreamServices services;
    private final StreamAnswer answer;
    private final Instant openedAt;
    private final StreamReporter reporter;
    private final Patience patience;
    private final StreamRead read;
    private boolean hit = true;
    private boolean ended;

    private PlayerStream(HttpServerRequest http, PlayerRequest request, StreamServices services) {
        this.http = http;
        this.response = http.response();
        this.request = request;
        this.services = services;
        this.answer = new StreamAnswer(request.query(), body -> PieceSender.of(http, services, body, this));
        this.openedAt = services.time().instant();
        this.reporter = StreamReporter.open(request, services, this, openedAt);
        this.patience = new Patience(services.limits());
        this.read = services.open(request, this::unfit);
    }

    /** Serves a request; does nothing when its player has left already. */
    static void serve(HttpServerRequest http, PlayerRequest request, StreamServices services) {
        if (http.response().closed()) {
            return;
        }
        PlayerStream stream = new PlayerStream(http, request, services);
        services.stats().stream();
        services.registry().add(stream);
        stream.response.closeHandler(gone -> stream.end());
        stream.response.exceptionHandler(gone -> stream.end());
        stream.describe();
    }

    MediaId media() {
        return request.media();
    }

    /** Looks at the clock. */
    void tick(Instant now) {
        count();
        reporter.beat(remaining(), patience.isWaiting(), answer.isServed(read.read()), now);
        if (answer.isStalled(patience.isWaiting(), now)) {
            onUnwritable(new IOException("the player takes nothing"));
            return;
        }
        act(patience.look(now, standing(), () -> read.read().canFallBack() && isDead(now)), true);
    }

    /** Learns that a fetch of this media has failed. */
    void failed(FetchFailed failure) {
        if (!ended) {
            act(patience.judge(failure, standing()), failure.reason() == FailureReason.STORE);
        }
    }

    /** Learns that somebody was told to fetch for a waiting stream: what comes of it is no hit. */
    void commanded(FetchSpan command) {
        if (patience.isWaiting() && standing().isServedBy(command.range())) {
            hit = false;
        }
    }

    /** Ends the stream because the gateway stops. */
    void stop() {
        settle(new Verdict.Fail(503, "the gateway is stopping", Duration.ofSeconds(1), null));
    }

    JsonObject toJson() {
        return reporter.toJson(remaining(), patience.isWaiting());
    }

    @Override
    public void onWaiting() {
        hit = false;
        patience.begin(services.time().instant());
        services.stats().waited();
        reporter.waits(remaining(), services.time().instant());
    }

    @Override
    public void onWriting() {
        patience.end();
        PlannedAnswer planned = answer.planned();
        if (!response.headWritten() && planned != null) {
            ResponseHead.set(response, planned, read.read().cacheFields(hit));
        }
    }

    @Override
    public void onDone() {
        PieceSender sent = sending();
        if (sent.advance()) {
            sendPiece();
        } else {
            end();
            sent.end().onFailure(gone -> response.reset());
        }
    }

    @Override
    public void onUnreadable(Throwable cause) {
        boolean again =
                cause instanceof StoreException.VersionGone && !response.headWritten() && read.opened() < MAX_READS;
        if (again) {
            answer.forget();
            reopen(request.query().wish());
            return;
        }
        boolean expected = cause instanceof StoreException;
        reporter.log(expected ? Level.DEBUG : Level.ERROR, "a read failed", cause);
        settle(expected ? Verdict.PASS_THROUGH : new Verdict.Fail(500, "the gateway's log says why", null, null));
    }

    @Override
    public void onUnwritable(Throwable cause) {
        reporter.log(Level.DEBUG, "a response could not be written", cause);
        response.reset();
        end();
    }

    private void describe() {
        if (!read.describe(this::described, this::onUnreadable)) {
            patience.begin(services.time().instant());
            reporter.announce();
        }
    }

    private void described(MediaVersion found) {
        PlannedAnswer known = answer.planned();
        if (known == null) {
            plan(request.answer(found));
        } else if (known.version().id().equals(found.id())) {
            sendPiece();
        } else {
            onUnreadable(new StoreException.VersionGone(media(), known.version().id()));
        }
    }

    private void plan(PlannedAnswer planned) {
        if (answer.begin(planned)) {
            sendPiece();
        } else {
            end();
            ResponseHead.sendWithoutBody(response, planned, read.read().cacheFields(hit));
        }
    }

    /** Sends out of the read that is open, or out of another when that one was opened too narrow for the piece. */
    private void sendPiece() {
        PieceSender next = sending();
        PlannedAnswer planned = answer.planned();
        if (planned != null && read.covers(next.range(), planned.version())) {
            next.send(read.read());
            tellOfHole(next);
        } else {
            reopen(RequestedRange.of(next.range()));
        }
    }

    /** Behind what is here, so that no byte of it waits for the telling; a hole far ahead is told of by the beat. */
    private void tellOfHole(PieceSender sent) {
        if (!ended && !sent.hasAhead(read.read(), PLENTY)) {
            reporter.announceBehind();
        }
    }

    private PieceSender sending() {
        return answer.sender()
                .orElseThrow(() -> new IllegalStateException(
                        "stream " + reporter.arrival().stream() + " sends before it has an answer"));
    }

    private void reopen(RequestedRange wanted) {
        read.reopen(wanted);
        reporter.asks(wanted, services.time().instant());
        describe();
    }

    /** @param around whether the origin's bytes could stand in for those of the pipeline */
    private void act(Verdict verdict, boolean around) {
        FallbackRead reading = read.read();
        if (!(verdict instanceof Verdict.PassThrough && around && (reading.fallBack() || reading.isDirect()))) {
            settle(verdict);
        }
    }

    /** The player gets whatever answer the origin has for it, while it may still get any. */
    private void unfit() {
        if (!response.headWritten()) {
            settle(Verdict.PASS_THROUGH);
        }
    }

    private void settle(Verdict verdict) {
        if (ended || verdict instanceof Verdict.Wait) {
            return;
        }
        end();
        VerdictAnswer.give(verdict, http, request, services);
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        count();
        RequestedRange remaining = remaining();
        answer.stop();
        read.close();
        services.registry().remove(this);
        reporter.closed(remaining, !request.query().head(), services.time().instant());
    }

    private Waiting standing() {
        return new Waiting(request.query(), remaining(), answer.planned() != null);
    }

    private boolean isDead(Instant now) {
        return services.publisher().isFailing() || !services.registry().isAlive(media(), openedAt, now);
    }

    @Override
    public RequestedRange remaining() {
        return answer.remaining().orElseGet(read::wish);
    }

    private void count() {
        services.stats().sent(answer.countSent());
    }

    @Override
    public boolean reaches(long position) {
        return answer.reaches(read.read(), position);
    }
}
