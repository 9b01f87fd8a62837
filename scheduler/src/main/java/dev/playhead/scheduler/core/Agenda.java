package dev.playhead.scheduler.core;

import dev.playhead.common.model.MediaId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When each media needs to be looked at again though nothing happens to it. */
final class Agenda {
    private record Entry(Instant at, MediaId media) {}

    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.comparing(Entry::at).thenComparing(Entry::media));
    private final Map<MediaId, Entry> byMedia = new HashMap<>();

    /** Sets the one time of a media; {@link Instant#MAX} is never. */
    void set(MediaId media, Instant at) {
        remove(media);
        if (!at.equals(Instant.MAX)) {
            Entry entry = new Entry(at, media);
            byMedia.put(media, entry);
            entries.add(entry);
        }
    }

    /** Whether a media is looked at by a time at the latest. */
    boolean isSetBy(MediaId media, Instant latest) {
        Entry entry = byMedia.get(media);
        return entry != null && !entry.at().isAfter(latest);
    }

    void remove(MediaId media) {
        Entry before = byMedia.remove(media);
        if (before != null) {
            entries.remove(before);
        }
    }

    /** Takes out the media whose time has come, earliest first. */
    List<MediaId> due(Instant now) {
        List<MediaId> due = new ArrayList<>();
        while (!entries.isEmpty() && Times.reached(entries.first().at(), now)) {
            MediaId media = entries.first().media();
            remove(media);
            due.add(media);
        }
        return due;
    }

    /** Returns the earliest time, or {@link Instant#MAX}. */
    Instant next() {
        return entries.isEmpty() ? Instant.MAX : entries.first().at();
    }
}
