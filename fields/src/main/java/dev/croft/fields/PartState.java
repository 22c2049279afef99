package dev.croft.fields;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.run.AtomicOutput;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of a download that was broken off, in {@code .NAME.part.json}.
 *
 * @param source where it comes from, as it may be recorded
 * @param validator what tells this version of the file from another: a strong ETag, or the time of its last change (RFC 9110,
 *     section 13.1.5)
 * @param bytes that have arrived; asked of the file, not of the record
 */
record PartState(String source, String validator, long bytes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path pathFor(Path part) {
        return part.resolveSibling(part.getFileName() + ".json");
    }

    /** The state of a part from which a download can go on. */
    static Optional<PartState> of(Path part, URI source) throws IOException {
        Path file = pathFor(part);
        if (!Files.isRegularFile(part) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        long bytes = Files.size(part);
        try {
            PartState state = JSON.readValue(Files.readAllBytes(file), PartState.class);
            return bytes > 0 && state.source().equals(RasterLocation.essence(source.toString()))
                    ? Optional.of(new PartState(state.source(), state.validator(), bytes))
                    : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty(); // begin again
        }
    }

    /** Notes what the server says of the file, before its bytes arrive. */
    static void note(Path part, URI source, HttpURLConnection connection) throws IOException {
        Optional<String> tag =
                Optional.ofNullable(connection.getHeaderField("ETag")).filter(text -> !text.startsWith("W/"));
        Optional<String> validator = tag.or(() -> Optional.ofNullable(connection.getHeaderField("Last-Modified")));
        if (validator.isPresent()) {
            PartState state = new PartState(RasterLocation.essence(source.toString()), validator.get(), 0);
            AtomicOutput.writeText(pathFor(part), JSON.writeValueAsString(state));
        } else {
            Files.deleteIfExists(pathFor(part));
        }
    }

    static void forget(Path part) throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(pathFor(part));
    }
}
