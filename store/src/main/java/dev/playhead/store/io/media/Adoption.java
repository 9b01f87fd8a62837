package dev.playhead.store.io.media;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.core.VersionBytes;
import dev.playhead.store.core.VersionHistory;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.media.Steps.Step;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns media and their versions from what origins were seen to have. Thread-safe. */
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
        Instant asked = time.instant().minus(head.timeToFirstByte());
        StoredVersion version = find(entry, new Observation(head.source(), head.version(), asked));
        hear(version, head.freshness());
        return version;
    }

    /**
     * Takes what an origin showed of a media without a byte of it.
     *
     * @return succeeds with whether the media is known; fails as {@link #admit} throws
     */
    public Future<Boolean> observe(MediaEntry entry, MediaVersion seen, Freshness freshness) {
        Optional<MediaEntry.Known> known = entry.known();
        if (known.isEmpty()) {
            return Future.succeededFuture(false);
        }
        try {
            hear(find(entry, new Observation(known.get().source(), seen, time.instant())), freshness);
            return Future.succeededFuture(true);
        } catch (StoreException refused) {
            return Future.failedFuture(refused);
        }
    }

    /**
     * What an origin has shown.
     *
     * @param asked when it was asked, at the latest
     */
    private record Observation(MediaSource source, MediaVersion version, Instant asked) {}

    private void hear(StoredVersion version, Freshness freshness) {
        if (version.word().heard(freshness)) {
            index.submit(
                    new IndexChange.MarkFresh(version.number(), version.word().latest()), Urgency.SOON, outcome -> {});
        }
    }

    private StoredVersion find(MediaEntry entry, Observation seen) {
        StoredVersion version;
        List<Consumer<StoredVersion>> woken;
        Optional<StoredVersion> replaced = Optional.empty();
        synchronized (entry) {
            Instant now = time.instant();
            entry.requireSettled(now);
            Optional<MediaEntry.Known> known = entry.known();
            if (known.isEmpty()) {
                version = create(entry, VersionHistory.startingWith(seen.version()));
                woken = entry.describe(
                        new MediaEntry.Known(seen.source(), VersionHistory.startingWith(seen.version()), version));
                addMedia(entry, seen.source(), version);
            } else {
                VersionHistory history = known.get().history();
                switch (history.judge(seen.version().id(), now)) {
                    case CURRENT -> {
                        return known.get().current();
                    }
                    case STALE ->
                        throw new StoreException.StaleVersion(
                                entry.media(),
                                seen.version().id(),
                                history.current().id());
                    default -> {
                        entry.changes(now);
                        VersionHistory next = history.adopt(seen.version(), now);
                        replaced = Optional.of(known.get().current());
                        version = create(entry, next);
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

    private StoredVersion create(MediaEntry entry, VersionHistory history) {
        MediaVersion description = history.current();
        return versions.create(entry.media(), description, VersionBytes.empty(description.layout()));
    }

    private void addMedia(MediaEntry entry, MediaSource source, StoredVersion version) {
        index.submit(new IndexChange.AddMedia(entry.media(), source, time.instant()), Urgency.NOW, outcome -> {});
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
