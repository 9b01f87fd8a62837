package dev.playhead.gateway.io;

import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes playback events and lets no stream feel it when that fails: the event is counted and dropped, as the next
 * second tells the same again. Event loop only.
 */
public final class PlaybackPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybackPublisher.class);

    private final EventPublisher publisher;
    private final GatewayStats stats;
    private boolean failing;

    public PlaybackPublisher(EventPublisher publisher, GatewayStats stats) {
        this.publisher = publisher;
        this.stats = stats;
    }

    void publish(PlaybackEvent event) {
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
