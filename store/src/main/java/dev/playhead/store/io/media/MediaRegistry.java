package dev.playhead.store.io.media;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The media in memory, loaded when first asked for. Thread-safe.
 *
 * <p>An entry stays while somebody holds it; after that a known media stays for as long as there is room, the one
 * longest unused leaving first, and an unknown one leaves at once, so ids that never exist leave nothing behind.
 */
public final class MediaRegistry {
    private final MediaLoader loader;
    private final int maxIdle;
    private final InstantSource time;
    private final Map<MediaId, Slot> slots = new HashMap<>();
    private final Set<MediaId> idle = new LinkedHashSet<>();

    /** A media that is there or on its way. */
    private static final class Slot {
        private final Promise<MediaEntry> entry = Promise.promise();
        private int holders;
    }

    /** @param maxIdle media to keep that nobody holds */
    public MediaRegistry(MediaLoader loader, int maxIdle, InstantSource time) {
        this.loader = loader;
        this.maxIdle = maxIdle;
        this.time = time;
    }

    InstantSource time() {
        return time;
    }

    /**
     * Holds a media until {@link #release}, which is due whatever this gives.
     *
     * @return succeeds with its entry, known or not, at once when it is in memory; else on some context. Fails with
     *     {@link StoreException.Unavailable} when the index cannot be read
     */
    public Future<MediaEntry> acquire(MediaId media) {
        Slot slot;
        boolean load;
        synchronized (this) {
            load = !slots.containsKey(media);
            slot = slots.computeIfAbsent(media, absent -> new Slot());
            slot.holders++;
            idle.remove(media);
        }
        if (load) {
            loader.load(media)
                    .recover(failure -> Future.failedFuture(
                            new StoreException.Unavailable("the store's index cannot be read: " + failure)))
                    .onComplete(slot.entry);
        }
        return slot.entry.future();
    }

    /** Lets a media go. */
    public void release(MediaId media) {
        synchronized (this) {
            Slot slot = slots.get(media);
            if (slot == null || slot.holders <= 0) {
                throw new IllegalStateException("media " + media + " is released more often than held");
            }
            slot.holders--;
            if (slot.holders > 0) {
                return;
            }
            if (entry(slot).flatMap(MediaEntry::current).isEmpty()) {
                slots.remove(media);
                return;
            }
            idle.add(media);
            if (idle.size() <= maxIdle) {
                return;
            }
        }
        dropExcess().forEach(entry -> close(entry, time.instant()));
    }

    /** Lets the media go that were longest unused, as far as their files can be closed at once. */
    private synchronized List<MediaEntry> dropExcess() {
        List<MediaEntry> excess = idle.stream()
                .flatMap(media -> Optional.ofNullable(slots.get(media)).flatMap(MediaRegistry::entry).stream())
                .filter(entry -> !isDirty(entry))
                .limit(Math.max(0, idle.size() - maxIdle))
                .toList();
        excess.forEach(entry -> {
            idle.remove(entry.media());
            slots.remove(entry.media());
        });
        return excess;
    }

    private static boolean isDirty(MediaEntry entry) {
        return entry.current().filter(version -> version.file().isDirty()).isPresent();
    }

    private static Optional<MediaEntry> entry(Slot slot) {
        return slot.entry.future().succeeded() ? Optional.of(slot.entry.future().result()) : Optional.empty();
    }

    /** Closes the files that nobody has used for a while, and lets media go that had to wait for the disk. */
    public void tidy(Duration unused) {
        dropExcess().forEach(entry -> close(entry, time.instant()));
        Instant since = time.instant().minus(unused);
        entries().forEach(entry -> close(entry, since));
    }

    private static void close(MediaEntry entry, Instant since) {
        entry.current().ifPresent(version -> version.file().closeIfIdle(since));
    }

    /** Returns the current versions in memory now. */
    public List<StoredVersion> versions() {
        return entries().stream().flatMap(entry -> entry.current().stream()).toList();
    }

    /** Returns the media in memory now. */
    List<MediaEntry> entries() {
        synchronized (this) {
            return slots.values().stream()
                    .map(MediaRegistry::entry)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Returns how many media are in memory, known or waited for. */
    public synchronized int size() {
        return slots.size();
    }

    /** Fails every read that waits for bytes. */
    public void abandon(StoreException reason) {
        entries().forEach(entry -> entry.current().ifPresent(version -> version.abandon(reason)));
    }

    /** Succeeds when all I/O that is queued now is done. */
    public Future<Void> quiet() {
        List<Future<Void>> lanes = entries().stream()
                .flatMap(entry -> entry.current().stream())
                .map(version -> {
                    Promise<Void> reached = Promise.promise();
                    version.file().lane().execute(reached::complete);
                    return reached.future();
                })
                .toList();
        return Future.join(lanes).mapEmpty();
    }
}
