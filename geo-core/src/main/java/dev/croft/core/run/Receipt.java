package dev.croft.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an output was made from, kept beside it as {@code NAME.croft.json}. An output whose receipt still matches is not made
 * again, and only an output with a receipt may be replaced unasked. Immutable.
 *
 * @param outputBytes size of the output
 * @param outputDigest {@code crc32c:} of the output; not a cryptographic digest, which would take longer than many a job. Of an
 *     output that is an input under another name, {@code mtime:} and the instant of its last change, as of that input
 * @param notes what is worth keeping and tells nothing apart, such as when the output was made
 */
public record Receipt(Recipe recipe, long outputBytes, String outputDigest, SortedMap<String, String> notes) {
    private static final String SUFFIX = ".croft.json";

    public Receipt {
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /**
     * Whether an output need not be made again.
     *
     * @param reason a clause that says why, or why not
     */
    public record Freshness(boolean isCurrent, String reason) {}

    /** The receipt of a file, or why there is none. */
    record Found(Optional<Receipt> receipt, String reason) {
        static Found none(String reason) {
            return new Found(Optional.empty(), reason);
        }
    }

    /** Where the receipt of {@code output} lies. */
    public static Path pathFor(Path output) {
        return output.resolveSibling(output.getFileName() + SUFFIX);
    }

    /**
     * Where the receipt of an output lies until the output has its name. Found there afterwards, it says that the run was killed
     * between giving the output its name and the receipt its own.
     */
    static Path pendingPathFor(Path output) {
        return output.resolveSibling("." + output.getFileName() + SUFFIX + ".pending");
    }

    /** Receipt for a complete file that is about to become the output of {@code recipe}. */
    static Receipt describing(Path file, Recipe recipe, SortedMap<String, String> notes) throws IOException {
        return new Receipt(recipe, Files.size(file), Digests.crc32c(file), notes);
    }

    /** As {@link #describing}, in a time that does not depend on the size of the file, whose content is that of an input. */
    static Receipt identifying(Path file, Recipe recipe, SortedMap<String, String> notes) throws IOException {
        return new Receipt(recipe, Files.size(file), InputIdentity.stateOf(file), notes);
    }

    /**
     * Compares an output and its receipt with what is wanted. Reads the whole output when the receipt matches, so that a damaged
     * one does not pass.
     */
    public static Freshness freshness(Path output, Recipe wanted) throws IOException {
        Found found = find(output);
        if (found.receipt().isEmpty()) {
            return new Freshness(false, found.reason());
        }
        Receipt receipt = found.receipt().get();
        Optional<String> difference = wanted.differenceFrom(receipt.recipe());
        if (difference.isPresent()) {
            return new Freshness(false, difference.get());
        }
        return receipt.verifies(output)
                ? new Freshness(true, "inputs and parameters are those it was made from")
                : new Freshness(false, "the content of the output is not what its receipt says");
    }

    /**
     * Whether the content of {@code output} is what this receipt says; reads the whole file, unless it is an input under another
     * name, of which size and time of last change tell.
     */
    public boolean verifies(Path output) throws IOException {
        if (Files.size(output) != outputBytes) {
            return false;
        }
        return outputDigest.startsWith(InputIdentity.MTIME)
                ? InputIdentity.stateOf(output).equals(outputDigest)
                : Digests.crc32c(output).equals(outputDigest);
    }

    /** Finds none when it is absent or damaged, or the file has another size than it says. */
    static Found find(Path named) throws IOException {
        if (!Files.isRegularFile(named)) {
            return Found.none("there is no output yet");
        }
        // The receipt of a file that a link names lies beside the file.
        Path output = named.toRealPath();
        Optional<Receipt> pending = ReceiptJson.read(pendingPathFor(output)).receipt();
        if (pending.isPresent() && pending.get().verifies(output)) {
            return new Found(pending, "");
        }
        Found found = ReceiptJson.read(pathFor(output));
        long bytes = Files.size(output);
        if (found.receipt().isPresent() && found.receipt().get().outputBytes() != bytes) {
            return Found.none("the output has " + bytes + " bytes, its receipt says "
                    + found.receipt().get().outputBytes());
        }
        return found;
    }
}
