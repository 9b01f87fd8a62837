package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.http.ResponsePlan;
import dev.playhead.gateway.core.stream.Verdict;
import dev.playhead.gateway.core.stream.Waiting;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One open response that is served from the store.
 *
 * <p>It says at once what it wants, waits for the media's description, then for the first byte, and lets the head leave
 * with that byte: until then every failure is an honest status, or the origin is asked directly. Afterwards a failure
 * breaks the connection; nothing is padded, and nothing short looks whole. Event loop only.
 */
final class PlayerStream implements BodyPump.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerStream.class);
    /** How often a read may lose its version, or turn out too narrow, before its head is out. */
    private static final int MAX_READS = 4;

    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final PlayerRequest request;
    private final StreamServices services;
    private final Instant openedAt;
    private final StreamReporter reporter;

    private MediaRead read;
    private RequestedRange wish;
    private int reads;
    private @Nullable MediaVersion version;
    private @Nullable ResponsePlan plan;
    private @Nullable BodyPump pump;
    private @Nullable Instant waitingSince;
    private @Nullable FetchFailed lastFailure;
    private long counted;
    private boolean hit = true;
    private boolean ended;

    private PlayerStream(HttpServerRequest http, PlayerRequest request, StreamServices services) {
        this.http = http;
        this.response = http.response();
        this.request = request;
        this.services = services;
        this.openedAt = services.time().instant();
        this.wish = request.query().wish();
        this.reporter = StreamReporter.open(request, services.sessions(), services.publisher(), openedAt);
        this.read = services.reader().open(request.media(), wish);
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
        reporter.beat(remaining(), waitingSince != null, now);
        if (waitingSince == null) {
            return;
        }
        Duration waited = Duration.between(waitingSince, now);
        if (waited.compareTo(services.limits().longest()) >= 0) {
            settle(standing().expired(lastFailure, services.limits().longest()));
        } else if (waited.compareTo(services.limits().passThroughAfter()) >= 0 && mayPassThrough() && isDead(now)) {
            settle(Verdict.PASS_THROUGH);
        }
    }

    /** Learns that a fetch of this media has failed. */
    void failed(FetchFailed failure) {
        if (waitingSince != null && standing().concerns(failure)) {
            lastFailure = failure;
            settle(standing().judge(failure));
        }
    }

    /** Learns that somebody was told to fetch for a waiting stream: what comes of it is no hit. */
    void commanded(FetchSpan command) {
        if (waitingSince != null && standing().isServedBy(command.range())) {
            hit = false;
        }
    }

    /** Ends the stream because the gateway stops. */
    void stop() {
        settle(new Verdict.Fail(503, "the gateway is stopping", Duration.ofSeconds(1), null));
    }

    JsonObject toJson() {
        return reporter.toJson(remaining(), waitingSince != null);
    }

    @Override
    public void onWaiting() {
        hit = false;
        beginWaiting();
        services.stats().waited();
        reporter.waits(remaining(), services.time().instant());
    }

    @Override
    public void onWriting() {
        waitingSince = null;
        if (!response.headWritten() && plan != null && version != null) {
            ResponseHead.set(response, plan, version, hit);
        }
    }

    @Override
    public void onDone() {
        end();
        response.end().onFailure(gone -> response.reset());
    }

    @Override
    public void onUnreadable(Throwable cause) {
        boolean again = cause instanceof StoreException.VersionGone && !response.headWritten() && reads < MAX_READS;
        if (again) {
            reopen(request.query().wish());
            return;
        }
        boolean expected = cause instanceof StoreException;
        log(expected ? Level.DEBUG : Level.ERROR, "a read failed", cause);
        settle(
                expected
                        ? Verdict.PASS_THROUGH
                        : new Verdict.Fail(500, "the read failed; the gateway's log says why", null, null));
    }

    @Override
    public void onUnwritable(Throwable cause) {
        log(Level.DEBUG, "a response could not be written", cause);
        response.reset();
        end();
    }

    private void describe() {
        reads++;
        MediaRead opened = read;
        Future<MediaVersion> description = opened.version();
        if (!description.isComplete()) {
            beginWaiting();
        }
        description.onComplete(
                found -> {
                    if (!ended && opened == read) {
                        described(found);
                    }
                },
                cause -> {
                    if (!ended && opened == read) {
                        onUnreadable(cause);
                    }
                });
    }

    private void described(MediaVersion found) {
        version = found;
        ResponsePlan planned = request.query().plan(found);
        plan = planned;
        Optional<ByteRange> body = request.query().head() ? Optional.empty() : planned.body();
        if (body.isEmpty()) {
            end();
            ResponseHead.sendWithoutBody(response, planned, found, hit);
        } else if (wish.resolve(found.length())
                .filter(w -> w.contains(body.get()))
                .isPresent()) {
            send(body.get());
        } else if (reads < MAX_READS) {
            reopen(RequestedRange.of(body.get()));
        } else {
            settle(Verdict.PASS_THROUGH);
        }
    }

    private void send(ByteRange body) {
        BodyWriter buffers = new BufferWriter(services.vertx(), response);
        BodyWriter writer = RegionWriter.suits(http) ? RegionWriter.of(http, buffers) : buffers;
        BodyPump carrying =
                new BodyPump(read, writer, body, this, services.vertx().getOrCreateContext(), services.time());
        pump = carrying;
        carrying.run();
    }

    private void reopen(RequestedRange wanted) {
        if (pump != null) {
            pump.stop();
        }
        read.close();
        pump = null;
        version = null;
        plan = null;
        wish = wanted;
        read = services.reader().open(media(), wanted);
        reporter.waits(wanted, services.time().instant());
        describe();
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
        if (pump != null) {
            pump.stop();
        }
        read.close();
        services.registry().remove(this);
        reporter.closed(remaining, !request.query().head(), services.time().instant());
    }

    private void beginWaiting() {
        if (waitingSince == null) {
            waitingSince = services.time().instant();
        }
    }

    private Waiting standing() {
        return new Waiting(request.query(), remaining(), version != null);
    }

    private boolean mayPassThrough() {
        return !response.headWritten() && request.origin().isPresent();
    }

    private boolean isDead(Instant now) {
        return services.publisher().isFailing() || !services.registry().isAlive(media(), openedAt, now);
    }

    /** What the player has not taken yet; an open end stays open. */
    private RequestedRange remaining() {
        if (pump == null) {
            return wish;
        }
        long position = pump.position();
        boolean bounded = request.query().wish() instanceof RequestedRange.From from && from.end() != null;
        return new RequestedRange.From(position, bounded && position < pump.end() ? pump.end() : null);
    }

    private void count() {
        if (pump != null) {
            services.stats().sent(pump.sent() - counted);
            counted = pump.sent();
        }
    }

    private void log(Level level, String what, Throwable cause) {
        LOG.atLevel(level)
                .addKeyValue(LogKeys.STREAM, reporter.arrival().stream())
                .addKeyValue(LogKeys.MEDIA, media())
                .setCause(cause)
                .log(what);
    }
}
