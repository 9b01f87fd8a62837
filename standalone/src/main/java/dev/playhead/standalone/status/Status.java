package dev.playhead.standalone.status;

import java.io.IOException;
import java.net.URI;

/** The state of a running instance, ready to print. */
public final class Status {
    private Status() {}

    /**
     * Asks the instance and lays its answers out. Blocks.
     *
     * @param management URL of its management port
     * @throws IOException with a message for the terminal, when no instance answers there
     */
    public static String of(URI management) throws IOException, InterruptedException {
        return StatusTable.render(new StatusClient().read(management));
    }
}
