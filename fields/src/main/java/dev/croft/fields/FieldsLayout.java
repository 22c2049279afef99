package dev.croft.fields;

import dev.croft.zonal.ZonalRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * Where everything of a pipeline lies.
 *
 * <pre>
 * data/cdl/             rasters as they were downloaded
 * outputs/zonal/        zonal_us_2021.parquet
 * outputs/tiles/        fields_us_2021_full.pmtiles
 * outputs/web/          us_full_years.json, the list of published years as it was last written
 * logs/                 year_2021.log, events_TIME_PID.jsonl, steps/us_2021.json: what is known of the year
 * tmp/
 * </pre>
 *
 * @param root folder of all of them
 * @param name what stands for {@code us}
 */
public record FieldsLayout(Path root, String name) {
    /** Folders, as seen from the root. */
    static final List<String> FOLDERS =
            List.of("data/cdl", "outputs/zonal", "outputs/tiles", "outputs/web", "logs/steps", "tmp");

    /** The raster of a year, when it is downloaded. */
    public Path downloaded(int year, String suffix) {
        return root.resolve("data/cdl").resolve(name + "_" + year + suffix);
    }

    /** Majority of every field. */
    public Path zonal(int year) {
        return zonal(Integer.toString(year));
    }

    /** The tables of several years at once, for one pass over their rasters. */
    Path zonalOfEach() {
        return zonal(ZonalRequest.LABEL);
    }

    private Path zonal(String year) {
        return root.resolve("outputs/zonal").resolve("zonal_" + name + "_" + year + ".parquet");
    }

    /** Map tiles. */
    public Path tiles(int year) {
        return root.resolve("outputs/tiles").resolve("fields_" + name + "_" + year + "_full.pmtiles");
    }

    /** Published years. */
    public Path manifest() {
        return root.resolve("outputs/web").resolve(manifestName());
    }

    /** Name of the list of years, also where it is published. */
    public String manifestName() {
        return name + "_full_years.json";
    }

    /** Crop of every field in every year. */
    public Path history() {
        return root.resolve("outputs/zonal").resolve("history_" + name + ".parquet");
    }

    /** Names, colours and extent of the classes of every year. */
    public Path legend() {
        return root.resolve("outputs/web").resolve("legend_" + name + ".json");
    }

    Path log(int year) {
        return root.resolve("logs").resolve("year_" + year + ".log");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path lock(int year) {
        return root.resolve("logs/steps").resolve("." + name + "_" + year + ".lock");
    }

    Path record(int year) {
        return root.resolve("logs/steps").resolve(name + "_" + year + ".json");
    }
}
