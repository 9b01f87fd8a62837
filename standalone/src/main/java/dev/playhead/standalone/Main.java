package dev.playhead.standalone;

import dev.playhead.standalone.cli.Cli;

/** The entry point of the {@code playhead} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Cli(System.getenv()).run(arguments));
    }
}
