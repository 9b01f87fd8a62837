package dev.playhead.standalone.status;

import dev.playhead.standalone.status.Snapshot.MediaLine;
import dev.playhead.standalone.status.Snapshot.StreamLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays a snapshot out for a terminal of eighty columns or more. */
final class StatusTable {
    private static final int MAP_WIDTH = 40;
    private static final int NAME_WIDTH = 48;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private StatusTable() {}

    static String render(Snapshot snapshot) {
        StringBuilder text = new StringBuilder();
        text.append("playhead ").append(snapshot.version());
        text.append(snapshot.isReady() ? ": ready" : ": NOT ready");
        snapshot.gateway().ifPresent(url -> text.append(" on ").append(url));
        text.append('\n');
        snapshot.problems().forEach((name, problem) -> text.append(problem.isEmpty() ? "  ok  " : "  --  ")
                .append(name)
                .append(problem.map(reason -> ": " + reason).orElse(""))
                .append('\n'));
        if (snapshot.gateway().isPresent()) {
            media(snapshot, text);
            streams(snapshot, text);
        }
        return text.toString();
    }

    private static void media(Snapshot snapshot, StringBuilder text) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"MEDIA", "SIZE", "STORED", "CHUNKS"});
        for (MediaLine media : snapshot.media()) {
            rows.add(new String[] {
                shortened(media.origin() + ":" + media.path()),
                size(media.length()),
                String.format(Locale.ROOT, "%.1f%%", media.percent()),
                "[" + ChunkMap.draw(media.chunks(), media.runs(), MAP_WIDTH) + "]"
            });
        }
        text.append('\n');
        if (snapshot.media().isEmpty()) {
            text.append("no media stored\n");
        } else {
            columns(rows, text);
        }
        if (snapshot.more()) {
            text.append("... and more\n");
        }
    }

    private static void streams(Snapshot snapshot, StringBuilder text) {
        text.append('\n');
        if (snapshot.streams().isEmpty()) {
            text.append("no open streams\n");
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"SESSION", "CLIENT", "AT", "STATE", "MEDIA"});
        for (StreamLine stream : snapshot.streams()) {
            rows.add(new String[] {
                stream.session(),
                stream.client(),
                stream.position().map(StatusTable::size).orElse("end"),
                stream.waiting() ? "waits" : "plays",
                shortened(stream.path())
            });
        }
        columns(rows, text);
    }

    private static void columns(List<String[]> rows, StringBuilder text) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** Keeps the end of a long name: that is where media differ. */
    private static String shortened(String name) {
        return name.length() <= NAME_WIDTH ? name : "..." + name.substring(name.length() - NAME_WIDTH + 3);
    }

    static String size(long bytes) {
        double count = bytes;
        int unit = 0;
        while (count >= 1024 && unit < UNITS.length - 1) {
            count /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", count, UNITS[unit]);
    }
}
