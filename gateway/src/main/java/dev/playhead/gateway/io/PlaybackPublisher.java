package dev.playhead.gateway.io;

import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.topic.Topics;
import dev.playhead.gateway.core.stream.HitSummaries;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes playback events and lets no stream feel it when that fails: the event is counted and dropped, as the next
 * second tells the same again. Event loop only.
 */
public final class PlaybackPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybackPublisher.class);

    /** Short beside the seconds that are read ahead; thousands of hits fall into one. */
    private static final long SUMMARY_MILLIS = 100;
    /** So many sessions may be told of in that time; a scheduler has better things to do than to hear of more. */
    private static final int SUMMARIES = 64;

    /** Who seeks asks for the other place within a millisecond or two of leaving this one, and that goes first. */
    private static final long PARTING_MILLIS = 10;
    /** So many streams may close in that time before they are told of at once. */
    private static final int PARTINGS = 64;

    private final Vertx vertx;
    private final EventPublisher publisher;
    private final GatewayStats stats;
    private final HitSummaries summaries = new HitSummaries(SUMMARIES);
    private final Deque<PlaybackEvent> partings = new ArrayDeque<>();
    private boolean parting;
    private boolean summarizing;
    private boolean failing;

    public PlaybackPublisher(Vertx vertx, EventPublisher publisher, GatewayStats stats) {
        this.vertx = vertx;
        this.publisher = publisher;
        this.stats = stats;
    }

    /** Publishes an event now, after what is left to tell of its session and of those that have left. */
    void publish(PlaybackEvent event) {
        part();
        tell(event);
    }

    /** Publishes in a moment that a stream has closed: the telling must not hold up the request that follows. */
    void publishParting(PlaybackEvent closed) {
        if (partings.size() == PARTINGS) {
            part();
        }
        partings.add(closed);
        if (!parting) {
            parting = true;
            vertx.setTimer(PARTING_MILLIS, ignored -> {
                parting = false;
                part();
            });
        }
    }

    private void part() {
        for (PlaybackEvent closed = partings.poll(); closed != null; closed = partings.poll()) {
            tell(closed);
        }
    }

    private void tell(PlaybackEvent event) {
        summaries.take(event.cursor().session()).forEach(this::send);
        send(event);
    }

    /** Publishes all that is left to tell: the gateway stops. */
    public void flush() {
        part();
        summaries.takeAll().forEach(this::send);
    }

    /** Publishes soon that a response came and went and wanted nothing, unless its session has more to tell by then. */
    void publishSoon(PlaybackEvent opened, PlaybackEvent closed) {
        summaries.put(opened, closed);
        if (!summarizing) {
            summarizing = true;
            vertx.setTimer(SUMMARY_MILLIS, ignored -> {
                summarizing = false;
                summaries.takeAll().forEach(this::send);
            });
        }
    }

    private void send(PlaybackEvent event) {
        publisher.publish(Topics.PLAYBACK, event).onSuccess(ignored -> taken()).onFailure(this::lost);
    }

    /** Whether the last answer of the broker was that it did not take an event. */
    boolean isFailing() {
        return failing;
    }

    private void taken() {
        if (failing) {
            failing = false;
            LOG.info("playback events are taken again");
        }
    }

    private void lost(Throwable cause) {
        stats.eventLost();
        if (!failing) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, Topics.PLAYBACK)
                    .addKeyValue(LogKeys.REASON, cause)
                    .log("playback events are lost: stored media go on, the rest passes through");
        }
    }
}
