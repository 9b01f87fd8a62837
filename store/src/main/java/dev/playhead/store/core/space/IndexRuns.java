package dev.playhead.store.core.space;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.model.MediaEdges;
import java.util.Collections;
import java.util.Set;

/**
 * The runs that players read at the head and the tail of a media when they open it: all others leave before them. Not
 * thread-safe.
 *
 * <p>What a reader comes to that began there counts, and not what one reads that has come from the middle. They are an
 * eighth of a store at most; beyond it, those that were opened longest ago are runs like any other.
 */
public final class IndexRuns {
    /** A store that is full of heads and tails has no room for a film. */
    private static final int SHARE = 8;
    /** A media of fewer runs is all edge. */
    private static final long MIN_RUNS_WITH_EDGES = 5;
    /** Of a shorter media, head and tail are half or more. */
    private static final long MIN_BYTES_WITH_EDGES = 4 * MediaEdges.BYTES;

    private final long runBytes;
    private final Set<Run> runs;

    /**
     * @param runBytes the size of a run
     * @param storeBytes what the store may take in all
     */
    public IndexRuns(long runBytes, long storeBytes) {
        this.runBytes = runBytes;
        long most = Math.max(1, storeBytes / SHARE / runBytes);
        this.runs = Collections.newSetFromMap(BoundedMap.byAccess((int) Math.min(most, Integer.MAX_VALUE)));
    }

    /**
     * Takes in that a reader has come to a byte.
     *
     * @param version its number in the index
     * @param length of the version, bytes
     * @param began the byte with which it began
     */
    public void read(long version, long length, long began, long position) {
        if (length < MIN_BYTES_WITH_EDGES || runsOf(length) < MIN_RUNS_WITH_EDGES) {
            return;
        }
        MediaEdges edges = new MediaEdges(length);
        boolean head = began < runBytes && position < runBytes;
        if (head || edges.isTail(began) && edges.isTail(position)) {
            runs.add(new Run(version, position / runBytes));
        }
    }

    /** Whether a run is the first or the last one of a version, where it has enough of them. */
    public boolean isEdge(long run, long length) {
        long runs = runsOf(length);
        return runs >= MIN_RUNS_WITH_EDGES && (run == 0 || run == runs - 1);
    }

    private long runsOf(long length) {
        return (length + runBytes - 1) / runBytes;
    }

    public boolean contains(Run run) {
        return runs.contains(run);
    }

    /** A run has left. */
    public void removed(Run run) {
        runs.remove(run);
    }
}
