package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.run.CancelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;

/** What the shell learns from a finished command; the same for every command, and part of each {@code --help}. */
enum ExitCode {
    DONE(0, "Done."),
    FAULT(1, "A fault in croft itself; the stack trace says where."),
    REQUEST(2, "The request cannot be met: an option, a missing file, a CRS."),
    INPUT(3, "An input is damaged, or some units failed."),
    RESOURCES(4, "Disk, network or memory failed; worth retrying."),
    VALIDATION(5, "A file was read and is not what it should be."),
    INTERRUPTED(130, "Stopped by SIGINT; running it again is safe."),
    TERMINATED(143, "Stopped by SIGTERM; running it again is safe.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The code for a command that ended by throwing {@code failure}. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof ConfigurationException || failure instanceof InvalidPathException) {
            return REQUEST;
        }
        if (failure instanceof InputDataException) {
            return INPUT;
        }
        if (failure instanceof ValidationException) {
            return VALIDATION;
        }
        if (failure instanceof CancelledException) {
            // Of a process told to end by a signal, the JVM's own code for that signal counts.
            return TERMINATED;
        }
        return isResourceFailure(failure) ? RESOURCES : FAULT;
    }

    private static boolean isResourceFailure(Throwable failure) {
        return failure instanceof ResourceException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof OutOfMemoryError
                || NativeLibraryFailure.isOne(failure);
    }
}
