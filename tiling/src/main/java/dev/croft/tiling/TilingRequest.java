package dev.croft.tiling;

import dev.croft.core.run.Overwrite;
import dev.croft.tiling.attribute.JoinSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tiles from files to a file.
 *
 * @param zones Parquet file, folder of part files, or glob
 * @param joins tables with more attributes
 * @param joinKey column by which they are joined; empty for the one of the features' ids
 * @param output {@code .pmtiles}
 * @param geometryColumn name of the geometry column; empty to find it
 * @param zonesCrs CRS of the zones; empty for the one their file states
 * @param ifValid what to do when the output is there and still right
 */
public record TilingRequest(
        String zones,
        List<JoinSpec> joins,
        Optional<String> joinKey,
        Path output,
        TilingOptions options,
        ArchiveTitle title,
        Optional<String> geometryColumn,
        Optional<String> zonesCrs,
        Overwrite overwrite,
        IfValid ifValid) {
    /** What to do with an output that was made from the same inputs with the same parameters. */
    public enum IfValid {
        SKIP,
        REDO
    }

    public TilingRequest {
        joins = List.copyOf(joins);
    }

    /** The request with all defaults. */
    public static TilingRequest of(String zones, Path output) {
        return new TilingRequest(
                zones,
                List.of(),
                Optional.empty(),
                output,
                TilingOptions.of(TilingOptions.Profile.WEB).build(),
                new ArchiveTitle(output.getFileName().toString(), "", ""),
                Optional.empty(),
                Optional.empty(),
                Overwrite.OWN_OUTPUTS,
                IfValid.SKIP);
    }

    /** The same, with attributes of other tables. */
    public TilingRequest withJoins(List<JoinSpec> newJoins) {
        return new TilingRequest(
                zones, newJoins, joinKey, output, options, title, geometryColumn, zonesCrs, overwrite, ifValid);
    }

    /** The same, with other options. */
    public TilingRequest withOptions(TilingOptions newOptions) {
        return new TilingRequest(
                zones, joins, joinKey, output, newOptions, title, geometryColumn, zonesCrs, overwrite, ifValid);
    }

    /** The same, made anew, over a file that is there as far as {@code newOverwrite} allows. */
    public TilingRequest withReplacing(Overwrite newOverwrite) {
        return new TilingRequest(
                zones, joins, joinKey, output, options, title, geometryColumn, zonesCrs, newOverwrite, IfValid.REDO);
    }
}
