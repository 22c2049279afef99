package dev.croft.fields;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.parquet.GeoParquetSink;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldPartition;
import dev.croft.testdata.FieldZones;
import dev.croft.testdata.FieldsDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is told, and nothing is published. */
class BadCasesTest {
    @TempDir
    private Path folder;

    private RasterServer server;
    private County county;

    @BeforeEach
    void start() throws IOException {
        server = new RasterServer();
        county = new County(folder, server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void yearThatFailsStopsNoOther() throws IOException {
        county.change("[2020-2021]", "[2020-2022]");
        server.put(County.path(2021), "<html>We are sorry</html>".getBytes(UTF_8));
        List<YearOutcome> outcomes = county.run();
        assertEquals(
                List.of(true, false, true),
                outcomes.stream().map(outcome -> outcome.failure().isEmpty()).toList());
        Throwable failure = outcomes.get(1).failure().orElseThrow();
        assertEquals(InputDataException.class, failure.getClass());
        assertTrue(failure.getMessage().contains("it is a web page, not a raster"), failure.getMessage());
        assertTrue(county.log(2021).contains("FAILED"), county.log(2021));
        String list = Files.readString(county.layout().manifest());
        assertTrue(list.contains("2020, 2022") && !list.contains("2021"), list);
        assertFalse(county.files().toString().contains("2021"), county.files()::toString);
    }

    @Test
    void rasterOfAnotherPlaceIsRefused() throws IOException {
        useRaster(GeoTransform.northUp(1_000_000, 900_000, 30, 30));
        Throwable failure = failure();
        assertEquals(ConfigurationException.class, failure.getClass(), failure::toString);
        assertTrue(
                failure.getMessage().contains("none of the 600 polygons lies inside the raster"), failure.getMessage());
        assertNothingPublished();
    }

    @Test
    void rasterWithoutDataInAnyFieldIsNotPublished() throws IOException {
        GridGeometry land = new FieldPartition(County.FIELDS.seed(), County.FIELDS.fieldCount()).grid();
        double halfMetres = land.columnCount() * 30.0 / 2;
        useRaster(GeoTransform.northUp(
                land.transform().originX(), land.transform().originY(), halfMetres, halfMetres));
        Throwable failure = failure();
        assertEquals(ValidationException.class, failure.getClass(), failure::toString);
        assertTrue(
                failure.getMessage().contains("not one of its 600 fields has a value")
                        && failure.getMessage().contains("Nothing was published"),
                failure.getMessage());
        assertTrue(Files.exists(folder.resolve("cdl_2020.tif")), "the input stays");
        assertNothingPublished();
    }

    /** Four cells without data. */
    private void useRaster(GeoTransform place) throws IOException {
        ArrayRaster empty = ArrayRaster.ofText(SampleType.UINT8, "0 0", "0 0")
                .withGrid(ArrayRaster.CRS, place)
                .withNoData("0")
                .withBlocks(16, 16);
        try (RunContext context = County.context()) {
            FieldsDataset.writeRaster(empty, folder.resolve("cdl_2020.tif"), context);
        }
        county.change("[2020-2021]", "[2020]");
        county.change(server.uri("/") + "{year}_30m_cdls.zip", "cdl_{year}.tif");
    }

    @Test
    void polygonsWithAnotherNumberOfRowsAreNotAccepted() throws IOException {
        county.append("expected_rows: 601");
        Throwable failure = failure();
        assertEquals(ValidationException.class, failure.getClass(), failure::toString);
        assertTrue(failure.getMessage().contains("600 rows, expected 601"), failure.getMessage());
        assertNothingPublished();
    }

    @Test
    void finishedYearWithAnotherNumberOfRowsIsNotAcceptedAndNotFetchedAgain() throws IOException {
        county.run(2020);
        county.append("expected_rows: 601");
        Throwable failure = failure();
        assertEquals(ValidationException.class, failure.getClass(), failure::toString);
        assertTrue(failure.getMessage().contains("601"), failure.getMessage());
        assertEquals(1, server.requests().size());
    }

    @Test
    void polygonsWithoutFieldsAreRefused() throws IOException {
        FieldZones none = new FieldZones(new FieldPartition(1, 1), County.FIELDS.order(), County.FIELDS.zonesCrs());
        GeoParquetSink.create(
                        folder.resolve("fields.parquet"),
                        none.columns(),
                        Optional.of(none.crs().toProjJson()),
                        RowGroupLimits.ZONES)
                .close();
        assertRefused("holds no field");
    }

    @Test
    void absentPolygonsAndAttributesAndYearsAreToldAtOnce() throws IOException {
        Files.delete(folder.resolve("fields.parquet"));
        county.append("attributes: counties.csv:county");
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> county.run(2020, 1999));
        for (String part : List.of("fields.parquet", "counties.csv", "1999")) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
        assertNothingPublished();
    }

    @Test
    void absentRasterOfAPathIsTold() throws IOException {
        county.change("[2020-2021]", "[2020]");
        county.change(server.uri("/") + "{year}_30m_cdls.zip", "cdl/{year}.tif");
        assertTrue(county.plans().get(0).problem().orElseThrow().contains("2020.tif"));
        assertEquals(ConfigurationException.class, failure().getClass());
        assertNothingPublished();
    }

    @Test
    void columnsThatWillNotBeThereAreToldAtOnceBeforeAnyWork() throws IOException {
        county.change("[majority]", "[majorty]\n  id: fid");
        county.change("layer: fields:8-9", "layer: fields:8-9\n  attributes: [acers]");
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> county.run(2020));
        for (String key :
                List.of("\"fid\" of zonal.id", "\"majorty\" of zonal.tile_columns", "\"acers\" of tiles.attr")) {
            assertTrue(failure.getMessage().contains(key), failure.getMessage());
        }
        assertNothingPublished();
    }

    private Throwable failure() throws IOException {
        return county.run(2020).get(0).failure().orElseThrow();
    }

    private void assertRefused(String part) throws IOException {
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> county.run(2020));
        assertTrue(
                failure.getMessage().startsWith("Cannot ")
                        && failure.getMessage().contains(part),
                failure.getMessage());
        assertNothingPublished();
    }

    private void assertNothingPublished() throws IOException {
        assertTrue(county.files().stream().noneMatch(path -> path.startsWith("bucket/")), county.files()::toString);
    }
}
