package dev.playhead.standalone.cli;

import dev.playhead.store.io.audit.Damage;
import dev.playhead.store.io.audit.Watcher;
import java.io.PrintWriter;

/** Shows how an audit goes on: a bar on a terminal, a line each tenth elsewhere. */
final class VerifyScreen implements Watcher {
    private static final int WIDTH = 40;
    private static final int STEPS = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private long shown = -1;

    VerifyScreen(PrintWriter out, PrintWriter err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void progressed(long bytes, long total) {
        double part = total == 0 ? 1 : Math.min(1, (double) bytes / total);
        long step = (long) (part * (terminal ? 100 : STEPS));
        if (step == shown) {
            return;
        }
        shown = step;
        if (terminal) {
            int full = (int) (part * WIDTH);
            err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + step + " %");
            err.flush();
        } else if (step > 0) {
            err.println(step * STEPS + " % checked");
        }
    }

    @Override
    public void found(Damage damage) {
        end();
        out.println(damage);
    }

    /** Leaves the line of the bar. */
    void end() {
        if (terminal && shown >= 0) {
            err.println();
            err.flush();
            shown = -1;
        }
    }
}
