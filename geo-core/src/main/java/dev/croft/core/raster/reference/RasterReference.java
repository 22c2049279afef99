package dev.croft.core.raster.reference;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.file.FileKind;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.InputIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The raster that a {@code NAME.reference.json} stands for, with the size and time of last change that it had when the reference
 * was made, by which another raster in its place is noticed. Immutable.
 *
 * <pre>{@code
 * { "format": "croft-reference", "version": 1, "source": "/data/plants.tif", "bytes": 3100, "state": "mtime:2026-05-01T10:00:00Z" }
 * }</pre>
 */
public final class RasterReference {
    /** How the names of references end. */
    public static final String SUFFIX = ".reference.json";

    private static final String FORMAT = "croft-reference";
    private static final int VERSION = 1;
    private static final String ROLE = "raster";
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputIdentity source;

    private RasterReference(InputIdentity source) {
        this.source = source;
    }

    /** A reference to a raster as it is now. */
    public static RasterReference to(Path raster) throws IOException {
        return new RasterReference(InputIdentity.of(ROLE, raster));
    }

    /** The raster that {@code file} stands for: the one that it names when it is a reference, else itself. */
    public static Path followed(Path file) throws IOException {
        boolean isReference = FileKind.find(file)
                .filter(kind -> kind == FileKind.RASTER_REFERENCE)
                .isPresent();
        return isReference ? target(file) : file;
    }

    /**
     * The raster that a reference names.
     *
     * @throws InputDataException when the reference is damaged, or its raster is not there or is not the same any more
     */
    public static Path target(Path reference) throws IOException {
        InputIdentity expected = read(reference).source;
        Path raster = path(reference, expected);
        if (!Files.isRegularFile(raster)) {
            throw new InputDataException(
                    reference,
                    "REFERENCE_BROKEN",
                    "Cannot open " + reference + ": there is no " + raster
                            + ", to which it refers. Put the raster back, or make the reference again.");
        }
        InputIdentity found = InputIdentity.of(ROLE, raster);
        if (found.bytes() != expected.bytes() || !found.state().equals(expected.state())) {
            throw new InputDataException(
                    reference,
                    "REFERENCE_CHANGED",
                    "Cannot open " + reference + ": " + raster + ", to which it refers, has changed; it has "
                            + described(found) + ", expected " + described(expected) + ". Make the reference again.");
        }
        return raster;
    }

    private static String described(InputIdentity file) {
        return file.bytes() + " bytes of " + file.state().replaceFirst("^mtime:", "");
    }

    private static Path path(Path reference, InputIdentity source) {
        try {
            Path raster = reference.resolveSibling(source.path());
            if (FileKind.RASTER_REFERENCE.isNameOf(raster)) {
                throw damaged(reference, "it refers to another reference, " + raster, null);
            }
            return raster;
        } catch (InvalidPathException e) {
            throw damaged(reference, "\"" + source.path() + "\" is no path", e);
        }
    }

    private static RasterReference read(Path reference) throws IOException {
        if (Files.size(reference) > MOST_BYTES) {
            throw damaged(reference, "it has " + Files.size(reference) + " bytes, too many for a reference", null);
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(reference));
            if (!root.path("format").asText().equals(FORMAT)
                    || root.path("version").asInt() != VERSION) {
                throw damaged(reference, "it does not say " + FORMAT + " version " + VERSION, null);
            }
            if (root.path("source").asText().isEmpty()
                    || !root.path("bytes").isIntegralNumber()
                    || !root.path("state").isTextual()) {
                throw damaged(reference, "it lacks source, bytes or state", null);
            }
            return new RasterReference(new InputIdentity(
                    ROLE,
                    root.path("source").asText(),
                    root.path("bytes").asLong(),
                    root.path("state").asText()));
        } catch (JsonProcessingException e) {
            throw damaged(reference, notJson(e), null);
        }
    }

    private static String notJson(JsonProcessingException problem) {
        JsonLocation place = problem.getLocation();
        return "it is no JSON" + (place == null ? "" : ", see line " + place.getLineNr());
    }

    private static InputDataException damaged(Path reference, String found, Throwable cause) {
        return new InputDataException(
                reference,
                "REFERENCE_DAMAGED",
                "Cannot read " + reference + ": " + found + ". Make the reference again.",
                cause);
    }

    /** Writes the reference over {@code file}. */
    public void writeTo(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION).put("source", source.path());
        root.put("bytes", source.bytes()).put("state", source.state());
        Files.writeString(file, root.toPrettyString() + "\n");
    }
}
