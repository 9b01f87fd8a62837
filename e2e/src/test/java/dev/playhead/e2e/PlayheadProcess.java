package dev.playhead.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code playhead} command as a process of its own, with this test's class path. */
final class PlayheadProcess {
    private PlayheadProcess() {}

    /** A small machine's: one compiler, one collector's thread. */
    static final List<String> MODEST = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Starts it; both its outputs go to a file. */
    static Process start(Path log, List<String> arguments) throws IOException {
        return start(log, MODEST, arguments);
    }

    /** Starts it with options for its virtual machine. */
    static Process start(Path log, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.playhead.standalone.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
