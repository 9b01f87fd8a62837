package dev.playhead.scheduler.core;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaEdges;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is opening which media, and what openings of it have read so far.
 *
 * <p>An opening teaches when the session reads on; one that is given up, or turns out to be a search, teaches nothing.
 * What was learned outlives the media's other state, but not the process (docs/decisions/0029-index-regions.md).
 */
final class IndexRegions {
    /** 300 bytes each. Forgetting one costs a round trip at the next start, and that one teaches it again. */
    private static final int MEDIA_REMEMBERED = 4096;

    private final Map<MediaId, MediaIndex> learned = BoundedMap.byAccess(MEDIA_REMEMBERED);
    private final Map<MediaId, Map<SessionId, Opening>> openings = new HashMap<>();

    /**
     * Takes in what an event has changed in a session.
     *
     * @param version null while the media is unknown
     * @param before null where the session was not known
     */
    void moved(
            PlaybackEvent event,
            @Nullable MediaVersion version,
            @Nullable Playhead before,
            Playhead after,
            Instant now) {
        MediaId media = event.media();
        SessionId session = event.cursor().session();
        if (before == null) {
            if (begins(event)) {
                put(media, session, Opening.begin(now));
            } else {
                end(media, session);
            }
            return;
        }
        @Nullable Opening known = openings.getOrDefault(media, Map.of()).get(session);
        if (known == null) {
            return;
        }
        long position = OpenCursor.position(event.cursor().remaining());
        Opening opening = known.moved(before, after, position, now);
        if (opening.isSearch()) {
            end(media, session);
        } else if (version != null && Opening.isOver(after, position, new MediaEdges(version.length()))) {
            end(media, session);
            learn(media, version, opening.left());
        } else {
            put(media, session, opening);
        }
    }

    /** One that is heard of in the middle was opened long ago: its owner is new, and not the stream. */
    private static boolean begins(PlaybackEvent event) {
        return event instanceof PlaybackEvent.StreamOpened || event instanceof PlaybackEvent.SeekPerformed;
    }

    private void learn(MediaId media, MediaVersion version, ByteRanges read) {
        @Nullable MediaIndex known = learned.get(media);
        MediaIndex index = known != null && known.isOf(version) ? known : MediaIndex.none(version);
        MediaIndex more = index.plus(read, version.layout());
        if (!more.regions().isEmpty()) {
            learned.put(media, more);
        }
    }

    /** Returns what those who open a media will ask for in a moment; empty where nobody does or nothing is known. */
    ByteRanges wanted(MediaId media, @Nullable MediaVersion version, Instant now) {
        @Nullable MediaIndex index = learned.get(media);
        if (index == null || version == null || !index.isOf(version)) {
            return ByteRanges.EMPTY;
        }
        boolean opening =
                openings.getOrDefault(media, Map.of()).values().stream().anyMatch(each -> each.isUnderWay(now));
        return opening ? index.regions() : ByteRanges.EMPTY;
    }

    /** Returns when something that is wanted no longer is, though nothing happens; or {@link Instant#MAX}. */
    Instant nextChange(MediaId media, Instant now) {
        if (!learned.containsKey(media)) {
            return Instant.MAX;
        }
        return openings.getOrDefault(media, Map.of()).values().stream()
                .filter(opening -> opening.isUnderWay(now))
                .map(opening -> opening.heardAt().plus(Opening.SILENCE))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Forgets openings of sessions of a media that are not among those given, once they are more than these. */
    void retain(MediaId media, Set<SessionId> known) {
        Map<SessionId, Opening> sessions = openings.get(media);
        if (sessions != null && sessions.size() > known.size()) {
            sessions.keySet().retainAll(known);
        }
    }

    /** Forgets who is opening a media; what was learned stays. */
    void forget(MediaId media) {
        openings.remove(media);
    }

    private void put(MediaId media, SessionId session, Opening opening) {
        openings.computeIfAbsent(media, m -> new HashMap<>(2)).put(session, opening);
    }

    private void end(MediaId media, SessionId session) {
        Map<SessionId, Opening> sessions = openings.get(media);
        if (sessions != null && sessions.remove(session) != null && sessions.isEmpty()) {
            openings.remove(media);
        }
    }
}
