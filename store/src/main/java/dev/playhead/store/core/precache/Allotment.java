package dev.playhead.store.core.precache;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deals a store's room out to wishes. Pure.
 *
 * <p>Ordered by priority, then by when they were asked for, then by media. What is complete keeps its room; an open wish
 * gets it when it fits as a whole, so that none drives out what another has brought; one whose size is unknown is let go
 * ahead, as only its first span can tell. Of those that fit so many are fetched at a time for each origin, and the others
 * wait their turn.
 *
 * @param fetched to be fetched now
 * @param roomless without room
 */
public record Allotment(Set<MediaId> fetched, Set<MediaId> roomless) {
    /** Far more than an origin's connections; less than would be felt when each is told of every few seconds. */
    static final int FETCHED_AT_ONCE = 32;

    private static final Comparator<Intent> FIRST_COME = Comparator.comparing(
                    (Intent intent) -> intent.wish().priority())
            .thenComparing(Intent::requestedAt)
            .thenComparing(Intent::media);

    public Allotment {
        fetched = Set.copyOf(fetched);
        roomless = Set.copyOf(roomless);
    }

    /**
     * Deals the room out.
     *
     * @param suspended open wishes that had to give bytes back to others, and are left alone for a while
     * @param capacity bytes that may be kept for wishes
     */
    public static Allotment of(Collection<Intent> intents, Set<MediaId> suspended, long capacity) {
        Set<MediaId> fetched = new HashSet<>();
        Set<MediaId> roomless = new HashSet<>();
        Map<OriginName, Integer> atOrigin = new HashMap<>();
        long taken = kept(intents);
        for (Intent intent : open(intents)) {
            Long bytes = intent.bytes();
            long needed = bytes == null ? 0 : bytes;
            if (suspended.contains(intent.media()) || taken + needed > capacity) {
                roomless.add(intent.media());
                continue;
            }
            taken += needed;
            if (atOrigin.merge(intent.media().origin(), 1, Integer::sum) <= FETCHED_AT_ONCE) {
                fetched.add(intent.media());
            }
        }
        return new Allotment(fetched, roomless);
    }

    /**
     * Returns how many bytes are left for one more wish, behind all that were made before.
     *
     * @param wish takes the place of an earlier one for the same media
     */
    public static long roomFor(PreCacheWish wish, Collection<Intent> intents, long capacity) {
        List<Intent> others = intents.stream()
                .filter(intent -> !intent.media().equals(wish.media()))
                .toList();
        long taken = kept(others)
                + open(others).stream()
                        .filter(intent -> intent.wish().priority().compareTo(wish.priority()) <= 0)
                        .mapToLong(intent -> intent.bytes() == null ? 0 : intent.bytes())
                        .sum();
        return Math.max(0, capacity - taken);
    }

    private static List<Intent> open(Collection<Intent> intents) {
        return intents.stream().filter(Intent::isOpen).sorted(FIRST_COME).toList();
    }

    private static long kept(Collection<Intent> intents) {
        return intents.stream()
                .filter(Intent::isComplete)
                .mapToLong(intent -> intent.bytes() == null ? 0 : intent.bytes())
                .sum();
    }
}
