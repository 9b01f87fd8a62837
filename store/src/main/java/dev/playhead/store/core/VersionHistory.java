package dev.playhead.store.core;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.VersionId;
import java.util.HashSet;
import java.util.Set;

/**
 * The versions of a media in the order of observation: it only ever goes on to one that was not seen before.
 *
 * @param current the one that is written and given to new reads
 * @param seen every version that has been current, this one included
 */
public record VersionHistory(MediaVersion current, Set<VersionId> seen) {

    public VersionHistory {
        seen = Set.copyOf(seen);
        if (!seen.contains(current.id())) {
            throw new IllegalArgumentException("seen " + seen + " lacks the current version " + current.id());
        }
    }

    public static VersionHistory startingWith(MediaVersion first) {
        return new VersionHistory(first, Set.of(first.id()));
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

    public Verdict judge(VersionId offered) {
        if (offered.equals(current.id())) {
            return Verdict.CURRENT;
        }
        return seen.contains(offered) ? Verdict.STALE : Verdict.UNSEEN;
    }

    /** Goes on to an unseen version; the chunk size stays, as it is fixed per media. */
    public VersionHistory adopt(MediaVersion next) {
        if (judge(next.id()) != Verdict.UNSEEN) {
            throw new IllegalStateException("version " + next.id() + " has been seen: versions never go back");
        }
        Set<VersionId> all = new HashSet<>(seen);
        all.add(next.id());
        return new VersionHistory(
                new MediaVersion(next.validator(), next.length(), current.chunkSize(), next.contentType()), all);
    }
}
