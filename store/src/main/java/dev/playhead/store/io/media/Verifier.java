package dev.playhead.store.io.media;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks chunks that an unclean stop has made suspect, before anyone reads them. Thread-safe. */
public final class Verifier {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

    private final IndexWriter index;
    private final StoreEvents events;
    private final AtomicLong forgotten = new AtomicLong();

    public Verifier(IndexWriter index, StoreEvents events) {
        this.index = index;
        this.events = events;
    }

    /** Returns how many chunks have been found wrong and forgotten. */
    public long forgotten() {
        return forgotten.get();
    }

    StoreEvents events() {
        return events;
    }

    /** Counts chunks that were found missing altogether. */
    void lost(long chunks) {
        forgotten.addAndGet(chunks);
    }

    /** Has a chunk checked in the version's turn; its file must stay pinned until then. */
    public void request(MediaEntry entry, StoredVersion version, long chunk) {
        version.file().lane().execute(() -> check(entry, version, chunk));
    }

    /** Makes a suspect chunk readable or forgets it. On the version's lane, while its file is pinned. */
    void check(MediaEntry entry, StoredVersion version, long chunk) {
        OptionalInt expected = version.expectedCrc(chunk);
        if (expected.isEmpty()) {
            return;
        }
        ByteRange range = version.version().layout().rangeOf(chunk);
        if (matches(version, range, expected.getAsInt())) {
            version.acquit(chunk);
            return;
        }
        version.convict(chunk);
        forgotten.incrementAndGet();
        LOG.atWarn()
                .addKeyValue(LogKeys.MEDIA, entry.media())
                .addKeyValue(LogKeys.VERSION, version.version().id())
                .addKeyValue(LogKeys.RANGE, range)
                .log("stored chunk does not match its checksum and is forgotten");
        index.submit(
                new IndexChange.RemoveChunks(version.number(), List.of(chunk)),
                IndexWriter.Urgency.NOW,
                failure -> events.evicted(entry, version.version().id(), List.of(range)));
    }

    private static boolean matches(StoredVersion version, ByteRange range, int expected) {
        try {
            return version.file().open().crc32c(range) == expected;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.MEDIA, version.media())
                    .addKeyValue(LogKeys.RANGE, range)
                    .setCause(e)
                    .log("stored chunk cannot be read");
            return false;
        }
    }
}
