package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsConfigTest {
    private static final String LEAST = "polygons: f.parquet\nyears: 2020\nraster:\n  source: cdl/{year}.tif\n";

    @TempDir
    private Path folder;

    @Test
    void leastConfigurationHasDefaults() throws IOException {
        FieldsConfig config = load(LEAST);
        assertEquals(new FieldsLayout(folder, "us"), config.layout());
        assertEquals(folder.resolve("f.parquet").toString(), config.polygons());
        assertEquals(List.of(2020), config.years());
        assertEquals(
                Optional.of(folder.resolve("cdl/2020.tif")),
                config.rasters().get(2020).file());
        assertEquals(List.of(), config.attributes());
        assertTrue(config.expectedRows().isEmpty());
        assertEquals(List.of(), config.zonalColumns());
        assertEquals(4, config.together());
        assertTrue(config.publication().isEmpty());
        assertTrue(config.removesDownloads());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        FieldsConfig config = load("""
                name: ks
                folder: out
                polygons: parts/*.parquet
                attributes: [counties.csv:county, owners.parquet:owner=name]
                expected_rows: 1_000
                years: [2019, 2021-2022]
                raster:
                  source: https://example.org/{year}_30m_cdls.zip
                  years:
                    2019: old/2019.tif
                  sha256:
                    2021: %s
                  classes: cdl
                zonal:
                  id: field_id
                  statistics: [count, majority]
                  nodata: [0, 81]
                  ties: largest
                  pixels: all-touched
                  tile_columns: majority
                  together: 2
                tiles:
                  profile: keep-all
                  layer: crops:5-12
                  centroids: none
                  attributes: [majority]
                  simplify_px: 0.5
                  min_area_px2: 2
                  tile_bytes: 400000
                  title: Crops
                  attribution: USDA
                  description: What grew
                publish:
                  to: s3://maps/fields
                  endpoint_url: http://127.0.0.1:9000
                  region: us-west-2
                  profile: maps
                clean: false
                """.formatted("AB".repeat(32)));
        assertEquals(new FieldsLayout(folder.resolve("out"), "ks"), config.layout());
        assertEquals(folder.resolve("parts/*.parquet").toString(), config.polygons());
        assertEquals(
                List.of(folder.resolve("counties.csv"), folder.resolve("owners.parquet")),
                config.attributes().stream().map(join -> join.file()).toList());
        assertEquals(1000, config.expectedRows().getAsLong());
        assertEquals(List.of(2019, 2021, 2022), config.years());
        RasterLocation download = config.rasters().get(2021);
        assertEquals(URI.create("https://example.org/2021_30m_cdls.zip"), download.uri());
        assertEquals(".zip", download.suffix());
        assertEquals(Optional.of("ab".repeat(32)), download.sha256());
        assertEquals(
                "Corn", config.classes().orElseThrow().find("1").orElseThrow().name());
        assertFalse(config.rasters().get(2019).isDownload());
        assertEquals(Optional.of("field_id"), config.zonal().idColumn());
        assertEquals(
                List.of("pixel_count", "majority"),
                config.zonal().statistics().stream().map(Statistic::columnName).toList());
        assertEquals(2, config.zonal().noData().size());
        assertEquals(TieRule.LARGEST, config.zonal().ties());
        assertEquals(PixelRule.ALL_TOUCHED, config.zonal().pixels());
        assertEquals(List.of("majority"), config.zonalColumns());
        assertEquals(2, config.together());
        assertEquals("Crops", config.title().name());
        assertEquals("USDA", config.title().attribution());
        assertEquals("s3://maps/fields", config.publication().orElseThrow().location());
        assertFalse(config.removesDownloads());
    }

    @Test
    void allFaultsAreToldAtOnceWithLineAndSuggestion() {
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> load("""
                        nmae: us
                        polygons: f.parquet
                        years: [2020-2019]
                        raster:
                          sorce: x/{year}.tif
                        zonal:
                          ties: smalest
                          together: 0
                        tiles:
                          simplify_px: wide
                        publish:
                          region: us-west-2
                        clean: maybe
                        """));
        List<String> problems = failure.problems();
        assertProblem(problems, 1, "nmae", "did you mean name");
        assertProblem(problems, 3, "the first comes after the last");
        assertProblem(problems, 5, "raster.sorce", "did you mean source");
        assertProblem(problems, 7, "smalest", "smallest");
        assertProblem(problems, 8, "zonal.together", "no whole number from 1");
        assertProblem(problems, 10, "tiles.simplify_px");
        assertProblem(problems, 11, "publish has no to");
        assertProblem(problems, 13, "clean", "neither true nor false");
    }

    private static void assertProblem(List<String> problems, int line, String... parts) {
        assertTrue(
                problems.stream()
                        .anyMatch(problem -> problem.contains("line " + line + ":")
                                && List.of(parts).stream().allMatch(problem::contains)),
                () -> "line " + line + " " + List.of(parts) + " in " + String.join("\n", problems));
    }

    @Test
    void emptyConfigurationLacksAllThatIsNeeded() {
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> load(""));
        for (String key : List.of("polygons", "years", "raster")) {
            assertTrue(failure.getMessage().contains("has no " + key), failure.getMessage());
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name: us | name: a/b | goes into the names of files",
                "cdl/{year}.tif | cdl/2020.tif | is the same for all years",
                "cdl/{year}.tif | http://a b/{year}.tif | line 5",
                "years: 2020 | years: [] | line 3",
                "years: 2020 | years: twenty | years are written",
                "  source: cdl/{year}.tif | '  years: {20: a.tif}' | a year of four digits",
                "  source: cdl/{year}.tif | '  years: {2019: a.tif}' | for [2020]",
                "  source: cdl/{year}.tif | '  years: {2020: \"http://a b/x.tif\"}' | is no address",
                "  source: cdl/{year}.tif | '  source: a{year}\\n    sha256: {2020: 12}' | 64 hexadecimal digits",
                "  source: cdl/{year}.tif | '  source: a{year}\\n    classes: none.csv' | no such file",
                "years: 2020 | years: [-5, 20x] | 20x",
                "years: 2020 | years: [-5, 20x] | -5",
                "cdl/{year}.tif | s3:/cdl/{year}.tif | is neither a path nor an address",
                "cdl/{year}.tif | ftp://host/{year}.tif | is neither a path nor an address",
                "cdl/{year}.tif | https://me:hunter2@host/{year}.tif | put no passwords in URLs",
                "name: us | 'publish: {to: \"s3:/x\"}' | publish.to",
                "name: us | 'publish: {to: \"s3://\"}' | it is no bucket",
                "name: us | 'publish: {to: \"gs://maps\"}' | neither s3://bucket/prefix nor a folder",
                "name: us | 'publish: {to: web, region: \"\"}' | publish.region: it is empty",
                "name: us | 'publish: {to: web, profile: \"\"}' | publish.profile: it is empty",
                "name: us | 'folder: \"\"' | folder: it is empty",
                "name: us | 'tiles: {simplify_px: .nan}' | tiles.simplify_px",
                "name: us | 'tiles: {simplify_px: NaN}' | is no number from 0",
                "name: us | 'tiles: {min_area_px2: -1}' | is no number from 0",
                "name: us | 'tiles: {attributes: \"a,,b\"}' | a value in it is empty",
                "polygons: f.parquet | polygons: [a, b] | a single value",
            })
    void faultIsToldByLine(String from, String to, String expected) {
        String text = ("name: us\n" + LEAST).replace(from, to.replace("\\n", "\n"));
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> load(text), text);
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
        assertTrue(failure.getMessage().contains("fields.yml, line "), failure.getMessage());
    }

    @Test
    void oneTextIsSplitAtCommas() throws IOException {
        FieldsConfig config = load(LEAST.replace("2020", "2019, 2021-2022")
                + "zonal: {statistics: 'count,majority', tile_columns: 'majority, pixel_count', nodata: '0,81'}\n"
                + "tiles: {attributes: 'majority,county'}\n");
        assertEquals(List.of(2019, 2021, 2022), config.years());
        assertEquals(2, config.zonal().statistics().size());
        assertEquals(2, config.zonal().noData().size());
        assertEquals(List.of("majority", "pixel_count"), config.zonalColumns());
        assertEquals(Optional.of(List.of("majority", "county")), config.tiles().attributes());
    }

    @Test
    void folderIsNoConfiguration() {
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> FieldsConfig.load(folder));
        assertTrue(failure.getMessage().contains("it is a folder"), failure.getMessage());
    }

    @Test
    void absentFileIsNamed() {
        ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> FieldsConfig.load(folder.resolve("none.yml")));
        assertTrue(failure.getMessage().contains("none.yml"), failure.getMessage());
    }

    private FieldsConfig load(String text) throws IOException {
        return FieldsConfig.load(Files.writeString(folder.resolve("fields.yml"), text));
    }
}
