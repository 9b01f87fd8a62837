package dev.playhead.standalone.status;

import java.util.List;

/** Draws which chunks of a media are stored, as a line of fixed width. */
public final class ChunkMap {
    private static final char ALL = '#';
    private static final char SOME = '+';
    private static final char NONE = '.';

    private ChunkMap() {}

    /**
     * A run of stored chunks.
     *
     * @param first index, inclusive
     * @param last index, inclusive
     */
    public record Run(long first, long last) {}

    /**
     * Draws a map.
     *
     * @param chunks how many the media has; with fewer than {@code width} each takes several characters
     * @param runs ascending, not overlapping
     * @param width characters, positive
     * @return {@code #} where all chunks of a character are stored, {@code +} where some are, {@code .} where none is
     */
    public static String draw(long chunks, List<Run> runs, int width) {
        StringBuilder line = new StringBuilder(width);
        for (int cell = 0; cell < width; cell++) {
            long first = cell * chunks / width;
            long behind = Math.max(first + 1, (cell + 1) * chunks / width);
            line.append(chunks == 0 ? ALL : mark(first, behind, runs));
        }
        return line.toString();
    }

    private static char mark(long first, long behind, List<Run> runs) {
        long stored = 0;
        for (Run run : runs) {
            stored += Math.max(0, Math.min(behind, run.last() + 1) - Math.max(first, run.first()));
        }
        return stored == 0 ? NONE : stored == behind - first ? ALL : SOME;
    }
}
