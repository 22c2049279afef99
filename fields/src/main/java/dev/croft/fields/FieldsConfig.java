package dev.croft.fields;

import dev.croft.store.StoreOptions;
import dev.croft.tiling.ArchiveTitle;
import dev.croft.tiling.TilingOptions;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.view.Legend;
import dev.croft.view.YearArchive;
import dev.croft.zonal.ZonalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code fields.yml} says. Paths are as seen from its folder.
 *
 * @param layout where outputs lie
 * @param polygons Parquet file, folder of part files, or glob
 * @param attributes tables with more attributes for the tiles
 * @param expectedRows rows that polygons and tables must have
 * @param years rising
 * @param rasters one for each of the years
 * @param classes names and colours of the rasters' classes; empty when only their values are known
 * @param zonal what is computed of each field
 * @param zonalColumns columns of the zonal table that become attributes of the tiles; empty for all
 * @param together years whose rasters are read in one pass over the polygons, at most
 * @param tiles what the tiles hold
 * @param title of the archives; without a name, that of the file
 * @param publication where tiles and list go; empty when they stay here
 * @param removesDownloads whether a downloaded raster is removed when the year is done
 */
public record FieldsConfig(
        FieldsLayout layout,
        String polygons,
        List<JoinSpec> attributes,
        OptionalLong expectedRows,
        List<Integer> years,
        Map<Integer, RasterLocation> rasters,
        Optional<Legend> classes,
        ZonalOptions zonal,
        List<String> zonalColumns,
        int together,
        TilingOptions tiles,
        ArchiveTitle title,
        Optional<Publication> publication,
        boolean removesDownloads) {

    /** A place for published files, and how to get there. */
    public record Publication(String location, StoreOptions options) {}

    public FieldsConfig {
        attributes = List.copyOf(attributes);
        years = List.copyOf(years);
        rasters = Map.copyOf(rasters);
        zonalColumns = List.copyOf(zonalColumns);
    }

    /** The archives of the years that have one. */
    public List<YearArchive> archives() {
        return years.stream()
                .filter(year -> Files.isRegularFile(layout.tiles(year)))
                .map(year -> new YearArchive(year, layout.tiles(year)))
                .toList();
    }

    /**
     * Reads a configuration.
     *
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong, by line
     */
    public static FieldsConfig load(Path file) throws IOException {
        return new FieldsConfigReader(file).read();
    }
}
