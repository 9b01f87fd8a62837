package dev.playhead.standalone.demo;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much of a film is there, and where its viewers are, as one line of text.
 *
 * @param length of the film, bytes
 * @param readable bytes that a viewer would get at once
 * @param playheads one for each open stream
 * @param duration of the film
 */
record ChunkMap(String name, long length, ByteRanges readable, List<Playhead> playheads, Duration duration) {
    private static final int FEWEST_CELLS = 10;
    private static final String ONE_VIEWER = "  playhead 00:00 waits";
    private static final double MEBIBYTE = 1024 * 1024;
    private static final int PERCENT = 100;
    private static final int SECONDS_PER_MINUTE = 60;

    ChunkMap {
        if (length <= 0) {
            throw new IllegalArgumentException("film length " + length + " must be positive");
        }
        playheads = List.copyOf(playheads);
    }

    /**
     * Where a stream is.
     *
     * @param position in bytes
     * @param waiting whether it has nothing to send
     */
    record Playhead(long position, boolean waiting) {}

    /** Returns the line, as long as asked at most unless that has no room for a map at all. */
    String line(int columns, Glyphs glyphs) {
        String before = name + "  [";
        String after = "]" + summary(readable.bytes()) + viewers();
        int room = Math.max(after.length(), usualLength());
        int cells = Math.max(FEWEST_CELLS, columns - before.length() - room);
        String line = before + cells(cells, glyphs) + after;
        return line.substring(0, Math.min(line.length(), Math.max(columns, before.length() + FEWEST_CELLS + 1)));
    }

    private String cells(int count, Glyphs glyphs) {
        StringBuilder cells = new StringBuilder(count);
        for (long cell = 0; cell < count; cell++) {
            long start = length * cell / count;
            long end = Math.max(start + 1, length * (cell + 1) / count);
            cells.append(glyph(new ByteRange(start, end), glyphs));
        }
        return cells.toString();
    }

    private char glyph(ByteRange cell, Glyphs glyphs) {
        if (playheads.stream().anyMatch(playhead -> cell.contains(playhead.position))) {
            return glyphs.playhead();
        }
        if (readable.covers(cell)) {
            return glyphs.whole();
        }
        return readable.within(cell).isEmpty() ? glyphs.none() : glyphs.part();
    }

    /** Returns the room that is kept behind the map, so that it does not change its width while it fills. */
    private int usualLength() {
        return "]".length() + summary(length).length() + ONE_VIEWER.length();
    }

    private String summary(long held) {
        return String.format(
                Locale.ROOT, "  %d %%  %.1f of %.1f MiB", held * PERCENT / length, held / MEBIBYTE, length / MEBIBYTE);
    }

    private String viewers() {
        return playheads.isEmpty()
                ? ""
                : playheads.stream()
                        .map(playhead -> time(playhead.position) + (playhead.waiting ? " waits" : ""))
                        .collect(Collectors.joining(", ", playheads.size() == 1 ? "  playhead " : "  playheads ", ""));
    }

    /** Returns the time in the film at a byte; right for films of constant rate, as the demo's is. */
    private String time(long position) {
        long seconds = Math.round((double) position / length * duration.toSeconds());
        return String.format(Locale.ROOT, "%02d:%02d", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE);
    }
}
