package dev.croft.tiling;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.tiling.gzip.Encoder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What compresses tiles, and how hard it tries.
 *
 * @param level one of the encoder's
 */
record TileEncoding(Encoder encoder, int level) {
    TileEncoding {
        encoder.requireLevel(level);
    }

    /**
     * What an archive was compressed with, unless something else is asked for.
     *
     * @param archive for messages
     * @param made the encoder's own words, from the archive's metadata
     * @throws ConfigurationException when the archive's is wanted and this program, or this Java, does not have it
     */
    static TileEncoding choose(String archive, String made, Optional<Encoder> encoder, OptionalInt level) {
        if (encoder.isPresent()) {
            return new TileEncoding(encoder.get(), level.orElse(encoder.get().usualLevel()));
        }
        TileEncoding same = of(made).orElseThrow(() -> new ConfigurationException("Cannot compress tiles as those of "
                + archive + " are: they were made by " + made + ", which is not here. Choose with --encoder."));
        return new TileEncoding(same.encoder, level.orElse(same.level));
    }

    /** The encoding that describes itself so. */
    private static Optional<TileEncoding> of(String description) {
        for (Encoder encoder : Encoder.values()) {
            for (int level = encoder.fastestLevel(); level <= encoder.smallestLevel(); level++) {
                if (encoder.description(level).equals(description)) {
                    return Optional.of(new TileEncoding(encoder, level));
                }
            }
        }
        return Optional.empty();
    }

    String description() {
        return encoder.description(level);
    }
}
