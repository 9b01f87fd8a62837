package dev.playhead.store.io.media;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.media.Steps.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows the order of an eviction: away from the readers, out of the index, out as an event, out of the
 * file. Thread-safe.
 *
 * <p>The index goes before the file: after a crash in between there are bytes that nobody knows of, which the next life
 * gives back, and never a row without its bytes.
 */
public final class RangeRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(RangeRemoval.class);

    private final IndexWriter index;
    private final StoreEvents events;

    private final Steps steps;

    public RangeRemoval(IndexWriter index, StoreEvents events, Steps steps) {
        this.steps = steps;
        this.index = index;
        this.events = events;
    }

    /**
     * Gives a range back, but for the chunks that somebody is busy with.
     *
     * @return succeeds with how many bytes of the disk are free now; fails with {@link StoreException.Unavailable} when the
     *     index cannot be written
     */
    public Future<Long> remove(MediaEntry entry, StoredVersion version, ByteRange range) {
        Promise<Long> freed = Promise.promise();
        version.file().lane().execute(() -> {
            ByteRanges leaving = version.evict(range);
            if (leaving.isEmpty()) {
                freed.complete(0L);
                return;
            }
            steps.done(Step.HIDDEN);
            List<Long> chunks = chunks(version.version().layout(), leaving);
            index.submit(new IndexChange.RemoveChunks(version.number(), chunks), Urgency.NOW, failure -> {
                if (failure.isPresent()) {
                    freed.fail(new StoreException.Unavailable("a range cannot be evicted: " + failure.get()));
                    return;
                }
                steps.done(Step.UNINDEXED);
                version.unindexed(chunks);
                events.evicted(entry, version.version().id(), leaving.asList());
                version.file().lane().execute(() -> freed.complete(giveBack(version, leaving)));
            });
        });
        return freed.future();
    }

    /** Gives back what the file holds and nobody knows of: open chunks of a former life. */
    public Future<Long> trim(StoredVersion version) {
        Promise<Long> freed = Promise.promise();
        version.file()
                .lane()
                .execute(() -> freed.complete(giveBack(
                        version,
                        ByteRanges.of(new ByteRange(0, version.version().length())))));
        return freed.future();
    }

    private static List<Long> chunks(ChunkLayout layout, ByteRanges ranges) {
        return ranges.asList().stream()
                .flatMap(range -> LongStream.rangeClosed(layout.chunkAt(range.start()), layout.chunkAt(range.end() - 1))
                        .boxed())
                .toList();
    }

    /** What has been written again since then stays: on the lane nobody else writes. */
    private long giveBack(StoredVersion version, ByteRanges ranges) {
        try {
            long freed = version.file().giveBack(version.unstored(ranges));
            steps.done(Step.GIVEN_BACK);
            return freed;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.MEDIA, version.media())
                    .setCause(e)
                    .log("space of evicted chunks cannot be given back");
            return 0;
        }
    }
}
