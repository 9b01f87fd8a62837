package dev.playhead.store.io.media;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.store.core.Unrest;
import dev.playhead.store.core.VersionHistory;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One media in memory, known to the store or only waited for. Thread-safe by its monitor. */
public final class MediaEntry {
    private final MediaId media;
    private final Set<Consumer<StoredVersion>> waiting = new LinkedHashSet<>();
    private @Nullable Known known;
    private Unrest unrest = Unrest.NONE;
    private volatile long revision;

    /**
     * What the store knows of a media.
     *
     * @param current the version of the history's head
     */
    record Known(MediaSource source, VersionHistory history, StoredVersion current) {}

    MediaEntry(MediaId media, @Nullable Known known, long revision) {
        this.media = media;
        this.known = known;
        this.revision = revision;
    }

    public MediaId media() {
        return media;
    }

    synchronized Optional<Known> known() {
        return Optional.ofNullable(known);
    }

    /** Returns the current version, if there is one. */
    public synchronized Optional<StoredVersion> current() {
        return Optional.ofNullable(known).map(Known::current);
    }

    /** Calls back with the current version: at once, or as soon as there is one, on the thread that describes it. */
    public void whenDescribed(Consumer<StoredVersion> callback) {
        Known there;
        synchronized (this) {
            there = known;
            if (there == null) {
                waiting.add(callback);
                return;
            }
        }
        callback.accept(there.current());
    }

    public synchronized void cancel(Consumer<StoredVersion> callback) {
        waiting.remove(callback);
    }

    /** Takes a new description; returns who waited for the first, to be called outside of any lock. */
    synchronized List<Consumer<StoredVersion>> describe(Known next) {
        known = next;
        List<Consumer<StoredVersion>> woken = List.copyOf(waiting);
        waiting.clear();
        return woken;
    }

    /** Becomes unknown again. */
    synchronized void forget() {
        known = null;
    }

    /**
     * Takes note that the origin shows another version than before.
     *
     * @throws StoreException.Unsettled when it does so too often
     */
    synchronized void changes(Instant now) {
        unrest = unrest.changed(now);
        requireSettled(now);
    }

    /** @throws StoreException.Unsettled when the version has changed too often lately */
    synchronized void requireSettled(Instant now) {
        if (unrest.isOn(now)) {
            throw new StoreException.Unsettled(media);
        }
    }

    void told(long upTo) {
        revision = upTo;
    }

    /** Returns a snapshot; what was told at or below its revision is part of it. */
    public Optional<StoredMedia> snapshot() {
        long upTo = revision;
        return known().map(there -> new StoredMedia(
                media,
                there.source(),
                there.current().version(),
                there.current().stored(),
                there.current().complete(),
                there.current().word().latest(),
                upTo));
    }
}
