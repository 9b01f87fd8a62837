package dev.playhead.scheduler.io;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import dev.playhead.common.log.LogKeys;
import dev.playhead.scheduler.core.Signal;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the events of the partitions that this scheduler owns into signals. Event loop only. */
public final class SharedEvents implements PartitionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SharedEvents.class);

    private final Consumer<Signal> signals;
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    public SharedEvents(Consumer<Signal> signals) {
        this.signals = signals;
    }

    /** Whether events come here at all; may be asked from any thread. */
    public boolean ownsAny() {
        return !owned.isEmpty();
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        LOG.atInfo().addKeyValue(LogKeys.PARTITION, partitions).log("owns partitions");
        owned.addAll(partitions);
        signals.accept(new Signal.Disowned(partitions));
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        LOG.atInfo().addKeyValue(LogKeys.PARTITION, partitions).log("gives partitions up");
        owned.removeAll(partitions);
        signals.accept(new Signal.Disowned(partitions));
    }

    @Override
    public Future<Void> handle(int partition, PlayheadEvent event) {
        if (event instanceof PlaybackEvent playback) {
            signals.accept(new Signal.Viewed(partition, playback));
        } else if (event instanceof PreCacheEvent preCache) {
            signals.accept(new Signal.Asked(partition, preCache));
        } else if (event instanceof ChunkEvent chunks) {
            signals.accept(new Signal.Reported(chunks));
        }
        return Future.succeededFuture();
    }
}
