package dev.playhead.gateway.core.stream;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The open streams of each media, and which of them need no word of their own for now.
 *
 * <p>A stream is led by another that was told of, wants at least as much, and stands at the same place or ahead of it over
 * bytes that are here: whatever is fetched for the one ahead serves both. Of two at the same place the one that was opened
 * first leads. So of fifty players that open a film at once one is told of at once. Not thread-safe.
 */
public final class Herds {
    private final Map<MediaId, Set<Member>> herds = new HashMap<>();

    /** One open stream. */
    public interface Member {
        MediaId media();

        /** How its media is asked for: whoever is refused leads only those who would be refused too. */
        MediaSource source();

        /** What its player has not taken, as it is now. */
        RequestedRange remaining();

        /** Whether all bytes from where it stands up to a position, exclusive, are here. */
        boolean reaches(long position);

        /** Whether it was told of. */
        boolean isTold();

        /** Has it told of, unless it was or another leads it. */
        void announce();
    }

    public void join(Member member) {
        herds.computeIfAbsent(member.media(), media -> new LinkedHashSet<>()).add(member);
    }

    public void leave(Member member) {
        Set<Member> left = herds.getOrDefault(member.media(), Set.of());
        if (left.remove(member) && left.isEmpty()) {
            herds.remove(member.media());
        }
    }

    /** Returns the members that were not told of, in the order in which they were opened. */
    public List<Member> untold(MediaId media) {
        return herds.getOrDefault(media, Set.of()).stream()
                .filter(member -> !member.isTold())
                .toList();
    }

    public boolean isLed(Member member) {
        boolean older = true;
        for (Member other : herds.getOrDefault(member.media(), Set.of())) {
            if (other == member) {
                older = false;
            } else if (other.isTold() && leads(other, older, member)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leads(Member other, boolean older, Member member) {
        if (!(other.remaining() instanceof From theirs && member.remaining() instanceof From own)
                || !other.source().equals(member.source())) {
            return false;
        }
        boolean asFar = theirs.end() == null || own.end() != null && theirs.end() >= own.end();
        if (theirs.start() == own.start()) {
            return asFar && older;
        }
        return asFar && theirs.start() > own.start() && member.reaches(theirs.start());
    }
}
