package dev.croft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** The process: arguments in, exit code out. Nothing else in Croft ends the JVM. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name and exits with its {@link ExitCode}. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, UTF_8);
        System.exit(run(CroftCommand.COMMANDS, out, err, args));
    }

    static int run(List<Subcommand> commands, PrintWriter out, PrintWriter err, String... args) {
        try {
            CommandLine parser = CroftCommand.parserFor(commands, args);
            parser.setOut(out).setErr(err);
            parser.setParameterExceptionHandler((failure, unparsed) -> {
                err.println(UsageFailure.message(failure));
                return ExitCode.REQUEST.code();
            });
            parser.setExecutionExceptionHandler(
                    (failure, command, parsed) -> Failure.report(failure, err).code());
            return parser.execute(args);
        } catch (Throwable failure) {
            // Errors, such as a full heap: picocli hands only exceptions to its handler.
            return Failure.report(failure, err).code();
        }
    }
}
