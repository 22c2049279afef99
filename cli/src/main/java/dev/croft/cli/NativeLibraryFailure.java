package dev.croft.cli;

import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.Scratch;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A native library, of a compressor for example, that could not be unpacked into the temporary folder. Java tells that as an error
 * of linking, and from the second time on only in the text of its cause.
 */
final class NativeLibraryFailure {
    private static final int MOST_CAUSES = 20;
    private static final Pattern UNPACKING = Pattern.compile(
            "Cannot unpack|Failed to unpack|No space left|File too large|Disk quota|Read-only file system"
                    + "|Permission denied|failed to map segment|\\bIOException",
            Pattern.CASE_INSENSITIVE);

    private NativeLibraryFailure() {}

    static boolean isOne(Throwable failure) {
        return failure instanceof LinkageError && origin(failure).isPresent();
    }

    /** What to tell users of a failure that is one. */
    static String message(Throwable failure) {
        Throwable origin = origin(failure).orElse(failure);
        return "Cannot go on: a native library could not be unpacked into the temporary folder "
                + System.getProperty("java.io.tmpdir") + ": "
                + Optional.ofNullable(origin.getMessage()).orElseGet(origin::toString)
                + ". Free space there, or name another folder with " + Scratch.OPTION + ".";
    }

    /** The first cause. */
    private static Optional<Throwable> origin(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(NativeLibraryFailure::tellsOfUnpacking)
                .reduce((outer, inner) -> inner);
    }

    private static boolean tellsOfUnpacking(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof ResourceException
                || UNPACKING.matcher(String.valueOf(cause.getMessage())).find();
    }
}
