package dev.playhead.standalone.cli;

import dev.playhead.common.config.ConfigException;
import dev.playhead.standalone.run.Service;
import dev.playhead.standalone.run.StartException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
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
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new DemoOriginCommand(environment))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new ConfigCommand(environment))
                .addSubcommand(new VerifyCommand(environment))
                .addSubcommand(new RehearseCommand());
        for (Service service : Service.values()) {
            commands.addSubcommand(service.label(), new ServiceCommand(service, environment));
        }
        commands.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Cli::explainUse)
                .setExecutionExceptionHandler(Cli::explain);
    }

    /** Runs a command line; returns the exit code. */
    public int run(String... arguments) {
        return commands.execute(arguments);
    }

    private static int explainUse(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + problem.getMessage());
        command.getErr().println("'" + name + " --help' shows how to use it");
        return MISUSED;
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

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
