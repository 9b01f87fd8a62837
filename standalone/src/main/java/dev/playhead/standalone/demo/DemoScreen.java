package dev.playhead.standalone.demo;

import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Shows a line that changes: drawn over on a terminal, printed anew elsewhere, where it changed and not too often.
 *
 * <p>Time is the caller's. Not thread-safe.
 */
final class DemoScreen {
    /** A log is read later and by the page: a line each few seconds tells the story. */
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);

    private static final String TO_LINE_START = "\r";
    /** ECMA-48 "erase in line": from the cursor to the end. */
    private static final String ERASE_REST = "\u001b[K";

    private final PrintWriter out;
    private final Terminal terminal;
    private @Nullable String shown;
    private long shownAtNanos;

    DemoScreen(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(ChunkMap map, long nowNanos) {
        // The last column stays free: terminals wrap when it is written.
        String line = map.line(terminal.columns() - 1, terminal.glyphs());
        boolean early = shown != null && nowNanos - shownAtNanos < BETWEEN_LINES.toNanos();
        if (line.equals(shown) || (!terminal.live() && early)) {
            return;
        }
        out.print(terminal.live() ? TO_LINE_START + line + ERASE_REST : line + System.lineSeparator());
        out.flush();
        shown = line;
        shownAtNanos = nowNanos;
    }

    /** Leaves the line as it is, and the cursor below it. */
    void close() {
        if (terminal.live() && shown != null) {
            out.println();
            out.flush();
        }
    }
}
