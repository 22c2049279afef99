package dev.croft.tiling;

import dev.croft.core.run.Overwrite;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.gzip.Encoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * New attributes for an archive, from files to a file. What is empty is as it is in the archive.
 *
 * @param tiles archive that a {@link TilingJob} made, or one made from such
 * @param joins tables with the attributes that replace those of the tables that were joined before; at least one
 * @param joinKey column by which they are joined; empty for the one of the features' ids
 * @param output {@code .pmtiles}
 * @param choices what else may change
 * @param ifValid what to do when the output is there and still right
 */
public record RetagRequest(
        Path tiles,
        List<JoinSpec> joins,
        Optional<String> joinKey,
        Path output,
        Choices choices,
        Overwrite overwrite,
        TilingRequest.IfValid ifValid) {
    public RetagRequest {
        joins = List.copyOf(joins);
    }

    /**
     * What may change beside the joined attributes; whatever is empty stays.
     *
     * @param attributes names of the attributes to keep
     * @param name of the archive; when it is empty, one that was the name of the old file becomes that of the new
     * @param attribution who is to be credited
     * @param description what the archive shows
     * @param encoder what compresses the tiles
     * @param level one of the encoder's; empty for its usual one when the encoder is given
     */
    public record Choices(
            Optional<List<String>> attributes,
            Optional<String> name,
            Optional<String> attribution,
            Optional<String> description,
            Optional<Encoder> encoder,
            OptionalInt level) {
        /** Everything stays. */
        public static final Choices NONE = new Choices(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());

        public Choices {
            attributes = attributes.map(List::copyOf);
        }

        /**
         * The title of the new archive. A name that is merely that of the old file becomes that of the new one.
         *
         * @param oldFile name of the old file
         * @param newFile name of the new one
         */
        ArchiveTitle title(ArchiveTitle old, String oldFile, String newFile) {
            return new ArchiveTitle(
                    name.orElse(old.name().equals(oldFile) ? newFile : old.name()),
                    attribution.orElse(old.attribution()),
                    description.orElse(old.description()));
        }
    }
}
