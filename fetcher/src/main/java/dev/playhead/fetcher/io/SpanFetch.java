package dev.playhead.fetcher.io;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.security.Secrets;
import dev.playhead.fetcher.core.Question;
import dev.playhead.fetcher.core.ResponseJudge;
import dev.playhead.fetcher.core.Route;
import dev.playhead.fetcher.core.SpanJob;
import dev.playhead.fetcher.core.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running command: asks its origin, keeps one sink over all tries, and goes on from the byte reached until the span
 * is whole, given up or cancelled. Event loop only; used once.
 *
 * <p>It ends its sink exactly once, and reports a failure at most once, after that.
 */
final class SpanFetch implements BodyPump.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(SpanFetch.class);
    /** About as long as a whole stream takes to bring something; until then another from zero would only slow it. */
    private static final Duration WHOLE_IS_COMING = Duration.ofSeconds(2);

    private final FetchSpan command;
    private final OriginClient origin;
    private final FetchTools tools;
    private final OneSink sink;
    private final SpanMeter meter = new SpanMeter();
    private final Promise<Void> over = Promise.promise();
    private SpanJob job;
    private @Nullable Route<Target> route;
    private @Nullable Exchange exchange;
    private @Nullable BodyPump pump;
    private long timer = -1;
    private boolean whole;
    private boolean ended;

    SpanFetch(FetchSpan command, OriginClient origin, FetchTools tools) {
        this.command = command;
        this.origin = origin;
        this.tools = tools;
        this.sink = new OneSink(tools.writer());
        this.job = SpanJob.of(command);
    }

    /** Returns when everything is over, in whatever way; never fails. */
    Future<Void> run() {
        try {
            route = origin.route(command.media(), command.source());
            ask();
        } catch (IllegalArgumentException unusable) {
            finish(Verdict.GiveUp.of(FailureReason.PROTOCOL, String.valueOf(unusable.getMessage())));
        }
        return over.future();
    }

    /** Stops at once; what was written stays. */
    void cancel() {
        finish(Verdict.GiveUp.of(FailureReason.CANCELLED, "cancelled"));
    }

    private void ask() {
        Question question = job.question(origin.understandsIfRange());
        Exchange asking = origin.exchange(question);
        exchange = asking;
        asking.ask(route().current()).onComplete(answer -> {
            if (ended) {
                return;
            }
            if (answer.succeeded()) {
                judge(question, answer.result());
            } else if (answer.cause() instanceof Exchange.RefusedRedirect refused) {
                finish(Verdict.GiveUp.of(FailureReason.PROTOCOL, String.valueOf(refused.getMessage())));
            } else {
                setback(Verdict.RetryAfter.broken("no answer: " + Secrets.maskUrl(String.valueOf(answer.cause()))));
            }
        });
    }

    private void judge(Question question, OriginResponse response) {
        Verdict verdict =
                ResponseJudge.judge(question, response.head(), tools.clock().instant());
        LOG.atDebug()
                .addKeyValue(LogKeys.COMMAND, command.command())
                .addKeyValue(LogKeys.RANGE, question.range().toHeader())
                .addKeyValue(LogKeys.STATUS, response.status())
                .addKeyValue(LogKeys.TRACE, command.trace())
                .log("{} answered: {}", route().current(), verdict);
        if (verdict instanceof Verdict.Accept accept) {
            take(accept, response, accepted(accept.version()));
        } else if (verdict instanceof Verdict.OriginIgnoresRanges from) {
            takeWhole(from.version(), response);
        } else {
            exchange = null;
            response.discard();
            actOn(verdict, response.wasRedirected());
        }
    }

    private void actOn(Verdict verdict, boolean redirected) {
        if (verdict instanceof Verdict.RetryAfter later) {
            setback(later);
        } else if (verdict instanceof Verdict.FindAgain refusal) {
            findAgain(refusal, redirected);
        } else if (verdict instanceof Verdict.RefetchWithoutIfRange) {
            origin.doesNotUnderstandIfRange();
            ask();
        } else if (verdict instanceof Verdict.RefetchAsNewVersion && job instanceof SpanJob.Unopened unopened) {
            job = unopened.unpinned();
            ask();
        } else if (verdict instanceof Verdict.GiveUp why) {
            finish(why);
        } else {
            throw new IllegalStateException("verdict " + verdict + " does not belong to " + job);
        }
    }

    private void findAgain(Verdict.FindAgain refusal, boolean redirected) {
        if (route().renew(redirected)) {
            ask();
        } else {
            finish(refusal.otherwise());
        }
    }

    private Route<Target> route() {
        return Objects.requireNonNull(route, "no route before run()");
    }

    private SpanJob.Open accepted(MediaVersion version) {
        return job instanceof SpanJob.Unopened unopened ? unopened.accepted(version) : (SpanJob.Open) job;
    }

    private void takeWhole(MediaVersion version, OriginResponse response) {
        whole = origin.beginWhole(command.media());
        if (whole && job instanceof SpanJob.Unopened unopened) {
            ByteRange all = new ByteRange(0, version.length());
            take(new Verdict.Accept(version, all, 0), response, unopened.acceptedWhole(version));
        } else {
            response.abort();
            finish(new Verdict.GiveUp(
                    FailureReason.EXHAUSTED,
                    response.status(),
                    null,
                    WHOLE_IS_COMING,
                    "the origin ignores ranges, and the whole is coming already"));
        }
    }

    private void take(Verdict.Accept accept, OriginResponse response, SpanJob.Open open) {
        job = open;
        origin.reached(command.media(), route());
        meter.firstByte(response.timeToFirstByte());
        sink.open(head(open, response)).onComplete(opened -> {
            if (!ended && opened.succeeded()) {
                pump(accept, response, opened.result());
            } else if (!ended) {
                finish(refusal(opened.cause()));
            }
        });
    }

    private SpanHead head(SpanJob.Open open, OriginResponse response) {
        return new SpanHead(
                command.media(),
                command.source(),
                open.version(),
                command.command(),
                command.attempt(),
                open.span(),
                meter.timeToFirstByte(),
                response.head().freshness(tools.clock().instant()),
                command.trace());
    }

    private void pump(Verdict.Accept accept, OriginResponse response, SpanSink into) {
        BodyPump moving = new BodyPump(tools.vertx(), response, into, tools.stall(), this);
        pump = moving;
        moving.run(accept.skip(), accept.range().length()).onComplete(result -> {
            if (ended) {
                return;
            }
            if (job instanceof SpanJob.Open open && open.isWhole()) {
                finish(null);
            } else {
                String why = result.succeeded() ? "less than asked" : String.valueOf(result.cause());
                setback(Verdict.RetryAfter.broken(why));
            }
        });
    }

    @Override
    public void moved(long bytes) {
        meter.received(bytes);
        job = ((SpanJob.Open) job).advanced(bytes);
        route().progressed();
    }

    @Override
    public void refused(Throwable cause) {
        finish(refusal(cause));
    }

    private void setback(Verdict.RetryAfter why) {
        job = job.failed();
        Optional<Duration> wait = tools.retries()
                .next(
                        job.failures(),
                        why.retryAfter(),
                        tools.clock().instant(),
                        command.deadline(),
                        tools.random().getAsDouble());
        LOG.atDebug()
                .addKeyValue(LogKeys.COMMAND, command.command())
                .addKeyValue(LogKeys.TRACE, command.trace())
                .log("setback: {}; next in {}", why, wait);
        if (wait.isEmpty()) {
            finish(why.giveUp());
        } else if (wait.get().toMillis() == 0) {
            ask();
        } else {
            timer = tools.vertx().setTimer(wait.get().toMillis(), due -> ask());
        }
    }

    private static Verdict.GiveUp refusal(Throwable cause) {
        return Verdict.GiveUp.of(reason(cause), "the store refused: " + cause.getMessage());
    }

    private static FailureReason reason(Throwable refusal) {
        if (refusal instanceof StoreException.Unsettled) {
            return FailureReason.NOT_CACHEABLE;
        }
        return refusal instanceof StoreException.StaleVersion ? FailureReason.STALE_VERSION : FailureReason.STORE;
    }

    private void finish(Verdict.@Nullable GiveUp why) {
        if (ended) {
            return;
        }
        ended = true;
        tools.vertx().cancelTimer(timer);
        if (why != null) {
            abort();
        }
        if (whole) {
            origin.endWhole(command.media());
        }
        sink.end()
                .transform(end -> report(why == null && end.failed() ? refusal(end.cause()) : why))
                .onComplete(reported -> over.complete());
    }

    private void abort() {
        if (exchange != null) {
            exchange.abort();
        }
        if (pump != null) {
            pump.stop();
        }
    }

    /** A cancelled span whose sink was open needs no word: the sink's end tells what became of it. */
    private Future<Void> report(Verdict.@Nullable GiveUp why) {
        return why == null || (why.reason() == FailureReason.CANCELLED && sink.isOpen())
                ? Future.succeededFuture()
                : tools.reporter().gaveUp(command, why, meter.stats());
    }
}
