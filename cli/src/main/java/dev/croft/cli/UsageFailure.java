package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Spelling;
import java.nio.file.InvalidPathException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that picocli could not read, said in Croft's way: what cannot be done, why, and what to type instead. */
final class UsageFailure {
    private static final Pattern JAVA_TYPE = Pattern.compile(" is not an? (int|long)$");

    /** As picocli words it, which keeps no cause. */
    private static final Pattern NO_PATH = Pattern.compile(
            "cannot convert '(.*)' to .*Path \\(java\\.nio\\.file\\.InvalidPathException: ([^:]*):", Pattern.DOTALL);

    private UsageFailure() {}

    static String message(ParameterException failure) {
        if (failure.getCause() instanceof ConfigurationException problem) {
            return problem.getMessage();
        }
        Matcher path = NO_PATH.matcher(String.valueOf(failure.getMessage()));
        if (path.find()) {
            return Failure.message(new InvalidPathException(path.group(1), path.group(2)));
        }
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String remedy = " See '" + name + " --help'.";
        if (failure instanceof MissingParameterException
                && !command.getUnmatchedArguments().isEmpty()) {
            // The option is missing because it is misspelt: say that.
            return message(new UnmatchedArgumentException(command, command.getUnmatchedArguments()));
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, name) + suggestion(unmatched) + remedy;
        }
        if (failure.getArgSpec() == null && hasSubcommands(command)) {
            return "Cannot run " + name + " without a command." + remedy;
        }
        return "Cannot run " + name + ": " + sentence(failure.getMessage()) + remedy;
    }

    private static String unmatched(UnmatchedArgumentException failure, String name) {
        String argument = argument(failure);
        if (failure.isUnknownOption()) {
            return "Cannot run " + name + ": it has no option '" + argument + "'.";
        }
        return hasSubcommands(failure.getCommandLine())
                ? "Cannot run '" + name + " " + argument + "': there is no such command."
                : "Cannot run " + name + ": the argument '" + argument + "' is one too many.";
    }

    private static String suggestion(UnmatchedArgumentException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        Collection<String> known = failure.isUnknownOption()
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        List<String> suggestions = Spelling.nearest(argument(failure), known);
        return suggestions.isEmpty() ? "" : " Did you mean '" + String.join("' or '", suggestions) + "'?";
    }

    /** What was given; of an option with a value, such as {@code --zone=a.parquet}, its name. */
    private static String argument(UnmatchedArgumentException failure) {
        String argument = failure.getUnmatched().get(0);
        return failure.isUnknownOption() ? argument.replaceFirst("=.*", "") : argument;
    }

    private static boolean hasSubcommands(CommandLine command) {
        return !command.getSubcommands().isEmpty();
    }

    /** picocli's own wording, such as "Missing required option: '--zones=FILE'", to follow a colon. */
    private static String sentence(String message) {
        String words = JAVA_TYPE.matcher(message).replaceFirst(" is no whole number");
        String text = words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }
}
