package dev.croft.cli;

import dev.croft.tiling.gzip.Encoder;
import picocli.CommandLine.Option;

/** How tiles are compressed. */
final class TileEncodingOptions {
    @Option(
            names = "--encoder",
            paramLabel = "croft|jdk",
            defaultValue = "croft",
            description = "What compresses tiles. croft, the default: the same bytes everywhere; jdk: its zlib.")
    private Encoder encoder;

    @Option(
            names = "--compression-level",
            paramLabel = "N",
            description = "1 to 2 with croft, by default 1; 1 to 9 with jdk, by default 6.")
    private Integer level;

    Encoder encoder() {
        return encoder;
    }

    int level() {
        return level == null ? encoder.usualLevel() : level;
    }
}
