package dev.playhead.gateway.core.api;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A media's chunk map as it is shown: runs of whole chunks, and what share of the bytes they hold.
 *
 * @param chunks how many the media has
 * @param runs ascending
 * @param percent of the media's bytes that are in whole chunks, to a tenth; 100 only when nothing is missing
 */
public record ChunkRuns(long chunks, List<Run> runs, double percent) {

    /**
     * Neighbouring whole chunks.
     *
     * @param first index, inclusive
     * @param last index, inclusive
     */
    public record Run(long first, long last) {}

    public static ChunkRuns of(StoredMedia media) {
        ChunkLayout layout = media.version().layout();
        ByteRanges complete = media.complete();
        List<Run> runs = new ArrayList<>();
        for (ByteRange range : complete.asList()) {
            runs.add(new Run(layout.chunkAt(range.start()), layout.chunkAt(range.end() - 1)));
        }
        return new ChunkRuns(layout.chunks(), List.copyOf(runs), percent(complete.bytes(), layout.length()));
    }

    private static double percent(long held, long length) {
        return length == 0 ? 100 : Math.floor(held * 1000.0 / length) / 10;
    }
}
