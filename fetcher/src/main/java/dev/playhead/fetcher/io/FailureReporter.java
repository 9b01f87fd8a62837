package dev.playhead.fetcher.io;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.topic.Topics;
import dev.playhead.fetcher.core.Verdict;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the fleet, and the operator, that a command was given up. Thread-safe. */
public final class FailureReporter {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReporter.class);

    private final EventPublisher publisher;

    public FailureReporter(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** Never fails: an event that is lost is made good by the command's lease. */
    Future<Void> gaveUp(FetchSpan command, Verdict.GiveUp why, SpanStats stats) {
        LOG.atLevel(level(why.reason()))
                .addKeyValue(LogKeys.MEDIA, command.media())
                .addKeyValue(LogKeys.PATH, command.source().path())
                .addKeyValue(LogKeys.COMMAND, command.command())
                .addKeyValue(LogKeys.RANGE, command.range().toHeader())
                .addKeyValue(LogKeys.REASON, why.reason())
                .addKeyValue(LogKeys.STATUS, why.status())
                .addKeyValue(LogKeys.TRACE, command.trace())
                .log("gave a span up: {}", why.because());
        FetchFailed event = new FetchFailed(
                command.media(),
                command.command(),
                command.attempt(),
                command.range(),
                why.reason(),
                why.status(),
                why.length(),
                why.retryAfter(),
                stats);
        return publisher.publish(Topics.CHUNKS, event).otherwise(lost -> {
            LOG.atDebug()
                    .addKeyValue(LogKeys.COMMAND, command.command())
                    .log("failure event was not sent: {}", lost.getMessage());
            return null;
        });
    }

    private static Level level(FailureReason reason) {
        return switch (reason) {
            case CANCELLED, UNSATISFIABLE, STALE_VERSION, NOT_FOUND -> Level.DEBUG;
            case REFUSED, NOT_CACHEABLE, PROTOCOL, EXHAUSTED, STORE -> Level.WARN;
        };
    }
}
