package dev.playhead.store.io.media;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.VersionId;
import dev.playhead.common.topic.Topics;
import dev.playhead.store.core.Revisions;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what the index has committed, in the order of the commits. Thread-safe.
 *
 * <p>An event may be lost: whoever misses it asks the catalog, or sends the command again and is told again.
 */
public final class StoreEvents {
    private static final Logger LOG = LoggerFactory.getLogger(StoreEvents.class);

    private final EventPublisher publisher;
    private final InstantSource time;
    private final Revisions revisions;

    public StoreEvents(EventPublisher publisher, InstantSource time) {
        this.publisher = publisher;
        this.time = time;
        this.revisions = new Revisions(time.millis());
    }

    /** Returns the highest revision told so far. */
    synchronized long latestRevision() {
        return revisions.latest();
    }

    void described(MediaEntry entry, StoredVersion first) {
        tell(entry, revision -> new ChunkEvent.MediaDescribed(entry.media(), first.version(), revision));
    }

    void versionChanged(MediaEntry entry, VersionId from, StoredVersion to) {
        tell(entry, revision -> new ChunkEvent.VersionChanged(entry.media(), from, to.version(), revision));
    }

    void stored(SpanProgress span, List<ByteRange> readable, boolean complete) {
        SpanHead head = span.head();
        tell(
                span.entry(),
                revision -> new ChunkEvent.ChunksStored(
                        head.media(),
                        head.version().id(),
                        head.command(),
                        head.attempt(),
                        readable,
                        complete,
                        span.stats(),
                        revision));
    }

    void evicted(MediaEntry entry, VersionId version, List<ByteRange> ranges) {
        tell(entry, revision -> new ChunkEvent.ChunksEvicted(entry.media(), version, ranges, revision));
    }

    private synchronized void tell(MediaEntry entry, LongFunction<ChunkEvent> event) {
        long revision = revisions.next(time.millis());
        entry.told(revision);
        publisher.publish(Topics.CHUNKS, event.apply(revision)).onFailure(lost -> LOG.atDebug()
                .addKeyValue(LogKeys.MEDIA, entry.media())
                .addKeyValue(LogKeys.REASON, lost.getMessage())
                .log("chunk event lost"));
    }
}
