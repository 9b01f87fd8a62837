package dev.playhead.store.core;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The versions of a media in the order of observation: for as long as an earlier one is remembered, there is no way back
 * to it.
 *
 * @param current the one that is written and given to new reads
 * @param replaced the earlier ones, by when another took their place; those that are forgotten may be among them
 */
public record VersionHistory(MediaVersion current, Map<VersionId, Instant> replaced) {
    /**
     * How long a replaced version is remembered. An answer that began before the change has reached the store by then,
     * however slow; whoever shows the content later has put it back, and is believed.
     */
    public static final Duration REMEMBERED = Duration.ofMinutes(10);

    public VersionHistory {
        replaced = Map.copyOf(replaced);
        if (replaced.containsKey(current.id())) {
            throw new IllegalArgumentException("replaced " + replaced + " has the current version " + current.id());
        }
    }

    public static VersionHistory startingWith(MediaVersion first) {
        return new VersionHistory(first, Map.of());
    }

    /** What a write for a version means. */
    public enum Verdict {
        /** Its bytes belong to the current version. */
        CURRENT,
        /** The origin has new content. */
        UNSEEN,
        /** It is late: another version has followed. */
        STALE
    }

    public Verdict judge(VersionId offered, Instant now) {
        if (offered.equals(current.id())) {
            return Verdict.CURRENT;
        }
        return isRemembered(offered, now) ? Verdict.STALE : Verdict.UNSEEN;
    }

    private boolean isRemembered(VersionId version, Instant now) {
        Instant at = replaced.get(version);
        return at != null && at.plus(REMEMBERED).isAfter(now);
    }

    /** Goes on to an unseen version, and forgets old ones; the chunk size stays, as it is fixed per media. */
    public VersionHistory adopt(MediaVersion next, Instant now) {
        if (judge(next.id(), now) != Verdict.UNSEEN) {
            throw new IllegalStateException("version " + next.id() + " has been seen: versions never go back");
        }
        Map<VersionId, Instant> all = new HashMap<>(replaced);
        all.put(current.id(), now);
        all.keySet().removeIf(version -> !version.equals(current.id()) && !isRemembered(version, now));
        return new VersionHistory(
                new MediaVersion(next.validator(), next.length(), current.chunkSize(), next.contentType()), all);
    }
}
