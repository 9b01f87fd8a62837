package dev.playhead.store.io.media;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.core.VersionBytes;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexedMedia;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a media from the index into memory, as far as its file bears the index out. Thread-safe. */
public final class MediaLoader {
    private static final Logger LOG = LoggerFactory.getLogger(MediaLoader.class);

    private final Vertx vertx;
    private final IndexReader reader;
    private final IndexWriter writer;
    private final Versions versions;
    private final StoreEvents events;
    private final Verifier verifier;
    private final Trust trust;

    public MediaLoader(
            Vertx vertx, IndexReader reader, IndexWriter writer, Versions versions, Verifier verifier, Trust trust) {
        this.vertx = vertx;
        this.reader = reader;
        this.writer = writer;
        this.versions = versions;
        this.verifier = verifier;
        this.events = verifier.events();
        this.trust = trust;
    }

    /** Succeeds with the media, known or not. */
    Future<MediaEntry> load(MediaId media) {
        return reader.find(media)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new MediaEntry(media, null, events.latestRevision()))
                        : vertx.executeBlocking(() -> enter(found.get()), false));
    }

    private MediaEntry enter(IndexedMedia indexed) throws IOException {
        MediaVersion description = indexed.history().current();
        OptionalLong size = versions.sizeOnDisk(indexed.media(), description.id(), indexed.versionNumber());
        boolean lost = size.isEmpty() && !indexed.chunks().isEmpty();
        boolean intact = size.isPresent() && size.getAsLong() == description.length();
        if (!intact && !lost && !indexed.chunks().isEmpty()) {
            trust.doubt();
        }
        VersionBytes bytes = intact && trust.isWhole()
                ? VersionBytes.trusted(description.layout(), indexed.chunks())
                : VersionBytes.suspect(description.layout(), lost ? Collections.emptySortedMap() : indexed.chunks());
        StoredVersion current = version(indexed, bytes);
        MediaEntry entry = new MediaEntry(
                indexed.media(),
                new MediaEntry.Known(indexed.source(), indexed.history(), current),
                events.latestRevision());
        if (lost) {
            forget(entry, current, indexed.chunks());
        }
        return entry;
    }

    private StoredVersion version(IndexedMedia indexed, VersionBytes bytes) {
        StoredVersion version =
                versions.load(indexed.media(), indexed.history().current(), indexed.versionNumber(), bytes);
        version.word().recall(indexed.freshness());
        return version;
    }

    private void forget(MediaEntry entry, StoredVersion version, SortedMap<Long, Integer> chunks) {
        verifier.lost(chunks.size());
        LOG.atWarn()
                .addKeyValue(LogKeys.MEDIA, entry.media())
                .addKeyValue(LogKeys.VERSION, version.version().id())
                .log("file of a stored media is missing; its chunks are forgotten");
        writer.submit(
                new IndexChange.RemoveAllChunks(version.number()),
                IndexWriter.Urgency.NOW,
                failure -> events.evicted(
                        entry,
                        version.version().id(),
                        chunks.keySet().stream()
                                .map(version.version().layout()::rangeOf)
                                .toList()));
    }
}
