package dev.playhead.standalone.cli;

import dev.playhead.common.config.ConfigException;
import dev.playhead.standalone.run.StartException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The whole command line: finds the command, runs it and turns its outcome into an exit code.
 *
 * <p>0 is a clean end, 1 a failure at run time, 2 a wrong use or configuration. What an operator can mend is told in one
 * line without a stack trace.
 */
public final class Cli {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private final CommandLine commands;

    /**
     * @param environment variables, for settings
     */
    public Cli(Map<String, String> environment) {
        this(environment, writer(System.out), writer(System.err));
    }

    Cli(Map<String, String> environment, PrintWriter out, PrintWriter err) {
        this.commands = new CommandLine(new PlayheadCommand())
                .addSubcommand(new ServeCommand(environment))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new ConfigCommand(environment))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Cli::explain);
    }

    /** Runs a command line; returns the exit code. */
    public int run(String... arguments) {
        return commands.execute(arguments);
    }

    private static int explain(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof ConfigException) {
            command.getErr().println(problem.getMessage());
            return MISUSED;
        }
        if (problem instanceof StartException) {
            command.getErr().println("playhead: " + problem.getMessage());
            return FAILED;
        }
        problem.printStackTrace(command.getErr());
        return FAILED;
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
