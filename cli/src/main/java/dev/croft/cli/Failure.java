package dev.croft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.AtomicOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** How a command that threw is told to the user: one message, or the stack trace when the fault is croft's own. */
final class Failure {
    private Failure() {}

    /** Prints {@code failure} and answers the code to exit with. */
    static ExitCode report(Throwable failure, PrintWriter err) {
        ExitCode exitCode = ExitCode.of(failure);
        if (exitCode == ExitCode.FAULT) {
            err.println("Cannot go on: croft itself is at fault. Please report this with the command you ran.");
            failure.printStackTrace(err);
        } else {
            err.println(message(failure));
        }
        err.flush();
        return exitCode;
    }

    /** What went wrong, for users. */
    static String message(Throwable failure) {
        if (failure instanceof UncheckedIOException) {
            return message(failure.getCause());
        }
        if (failure instanceof OutOfMemoryError) {
            return "Cannot go on: the heap of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB is full. Run it where more memory is free, or set CROFT_JAVA_OPTS=-Xmx8g, for example.";
        }
        if (NativeLibraryFailure.isOne(failure)) {
            return NativeLibraryFailure.message(failure);
        }
        if (failure instanceof InvalidPathException problem) {
            return message(problem);
        }
        if (failure.getCause() instanceof InvalidPathException problem) {
            return message(problem);
        }
        if (failure instanceof FileSystemException problem) {
            return message(problem);
        }
        String message = withCause(failure);
        return failure instanceof IOException && !message.startsWith("Cannot")
                ? "Cannot go on: the disk or the network failed: " + message
                : message;
    }

    /** Java takes the characters of file names from the locale: in the one called C there are none but those of ASCII. */
    static String message(InvalidPathException problem) {
        String start = "Cannot use \"" + problem.getInput() + "\": ";
        return problem.getReason().startsWith("Malformed input")
                ? start + "in the locale of this shell, file names are ASCII. Set LC_ALL=C.UTF-8."
                : start + "it is no path. Correct it.";
    }

    private static String message(FileSystemException problem) {
        String file = Optional.ofNullable(problem.getFile()).orElse("a file");
        return "Cannot use " + file + ": " + reason(problem) + ".";
    }

    private static String reason(FileSystemException problem) {
        if (problem instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Optional.ofNullable(problem.getReason())
                .orElse(problem.getClass().getSimpleName());
    }

    /** The message, followed by that of the cause where it says something new, such as "No space left on device". */
    private static String withCause(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        Throwable cause = failure.getCause();
        // What is wrong with a request or a text is said in full; what Java and parsers say about it is for
        // programmers.
        boolean isForProgrammers = cause instanceof JsonProcessingException
                || (failure instanceof ConfigurationException && cause instanceof IllegalArgumentException);
        if (cause == null || isForProgrammers) {
            return message;
        }
        String reason = said(cause);
        return reason == null || message.contains(reason) ? message : message + " (" + reason + ")";
    }

    /** What a cause says; of a temporary file, whose name says nothing to the user, only what was wrong with it. */
    private static String said(Throwable cause) {
        return cause instanceof FileSystemException problem
                        && problem.getFile() != null
                        && AtomicOutput.isTemporary(Path.of(problem.getFile()))
                ? problem.getReason()
                : cause.getMessage();
    }
}
