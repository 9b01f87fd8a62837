package dev.playhead.store.io.media;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.core.VersionBytes;
import dev.playhead.store.core.VersionHistory;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.media.Steps.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns media and their versions from what writers say of them. Thread-safe. */
public final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Versions versions;
    private final IndexWriter index;
    private final StoreEvents events;
    private final InstantSource time;
    private final Steps steps;

    public Adoption(Versions versions, IndexWriter index, StoreEvents events, InstantSource time, Steps steps) {
        this.steps = steps;
        this.versions = versions;
        this.index = index;
        this.events = events;
        this.time = time;
    }

    /**
     * Finds the version that a span belongs to, making it the current one when the media never had it.
     *
     * @throws StoreException.StaleVersion when it is an earlier one
     * @throws StoreException.Unsettled when the version changes too often
     */
    public StoredVersion admit(MediaEntry entry, SpanHead head) {
        StoredVersion version;
        List<Consumer<StoredVersion>> woken;
        Optional<StoredVersion> replaced = Optional.empty();
        synchronized (entry) {
            Instant now = time.instant();
            entry.requireSettled(now);
            Optional<MediaEntry.Known> known = entry.known();
            if (known.isEmpty()) {
                version = create(entry, head, VersionHistory.startingWith(head.version()));
                woken = entry.describe(
                        new MediaEntry.Known(head.source(), VersionHistory.startingWith(head.version()), version));
                addMedia(entry, head, version);
            } else {
                VersionHistory history = known.get().history();
                switch (history.judge(head.version().id(), now)) {
                    case CURRENT -> {
                        return known.get().current();
                    }
                    case STALE ->
                        throw new StoreException.StaleVersion(
                                head.media(),
                                head.version().id(),
                                history.current().id());
                    default -> {
                        entry.changes(now);
                        VersionHistory next = history.adopt(head.version(), now);
                        replaced = Optional.of(known.get().current());
                        version = create(entry, head, next);
                        woken = entry.describe(new MediaEntry.Known(known.get().source(), next, version));
                        addVersion(entry, replaced.get(), version);
                    }
                }
            }
        }
        woken.forEach(waiting -> waiting.accept(version));
        replaced.ifPresent(StoredVersion::retire);
        return version;
    }

    private StoredVersion create(MediaEntry entry, SpanHead head, VersionHistory history) {
        MediaVersion description = history.current();
        return versions.create(entry.media(), description, VersionBytes.empty(description.layout()));
    }

    private void addMedia(MediaEntry entry, SpanHead head, StoredVersion version) {
        index.submit(
                new IndexChange.AddMedia(entry.media(), head.source(), time.instant()), Urgency.NOW, outcome -> {});
        addVersion(version, () -> events.described(entry, version));
    }

    private void addVersion(MediaEntry entry, StoredVersion old, StoredVersion version) {
        LOG.atInfo()
                .addKeyValue(LogKeys.MEDIA, entry.media())
                .addKeyValue(LogKeys.VERSION, version.version().id())
                .log("media has a new version at its origin");
        addVersion(version, () -> {
            steps.done(Step.REPLACED);
            events.versionChanged(entry, old.version().id(), version);
            collect(old);
        });
    }

    private void addVersion(StoredVersion version, Runnable whenCommitted) {
        index.submit(
                new IndexChange.AddVersion(version.number(), version.media(), version.version(), time.instant()),
                Urgency.NOW,
                failure -> {
                    if (failure.isEmpty()) {
                        whenCommitted.run();
                    }
                });
    }

    /**
     * Lets open reads finish with what is stored of an old version, then gives its space back. The index knows the new one
     * by then: whoever starts after a crash finds no version that has lost its file.
     */
    private void collect(StoredVersion old) {
        old.file().deleteWhenUnpinned(() -> {
            steps.done(Step.OLD_FILE_GONE);
            index.submit(new IndexChange.RemoveAllChunks(old.number()), Urgency.SOON, outcome -> {});
        });
    }
}
