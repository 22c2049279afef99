package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.WkbWriter;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.parquet.GeoParquetSink;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldsDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones in a CRS that Croft cannot use need the user's word for it, and that is enough. */
class UnsupportedCrsTest {
    @TempDir
    private Path folder;

    private Path zones;
    private Path raster;

    @BeforeEach
    void writeInputs() throws IOException {
        zones = folder.resolve("zones.parquet");
        byte[] wkb = WkbWriter.polygon(new double[] {0, 16, 16, 0, 0}, new double[] {0, 0, 16, 16, 0});
        ZoneBatch batch = new ZoneBatch(List.of());
        batch.addGeometry(wkb, 0, wkb.length);
        try (GeoParquetSink sink =
                GeoParquetSink.create(zones, List.of(), Optional.of("\"EPSG:999999\""), RowGroupLimits.ZONES)) {
            sink.write(batch);
        }
        ArrayRaster cells = ArrayRaster.of(SampleType.UINT8, new double[16][16])
                .withGrid(Crs.parse("EPSG:5070"), GeoTransform.northUp(0, 16, 1, 1))
                .withBlocks(16, 16);
        raster = folder.resolve("crops.tif");
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.writeRaster(cells, raster, context);
        }
    }

    @Test
    void zonesCrsOfTheRequestReplacesIt() throws IOException {
        try (RunContext context = RunContext.named("test").threads(1).build();
                ZonalFileJob job = ZonalFileJob.plan(request(Optional.of("EPSG:5070")), context)) {
            assertTrue(job.description().get(0).endsWith("EPSG:5070"), job.description()::toString);
            assertEquals(1, job.run(context).orElseThrow().rowCount());
        }
    }

    @Test
    void withoutItTheMessageNamesFileAndRemedy() throws IOException {
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            ConfigurationException e = assertThrows(
                    ConfigurationException.class, () -> ZonalFileJob.plan(request(Optional.empty()), context));
            assertTrue(e.getMessage().contains("zones.parquet: "), e.getMessage());
            assertTrue(e.getMessage().contains("EPSG:999999"), e.getMessage());
            assertTrue(e.getMessage().contains("--zones-crs"), e.getMessage());
        }
    }

    private ZonalRequest request(Optional<String> zonesCrs) {
        Zonal zonal = Zonal.of(zones.toString()).over(raster);
        zonesCrs.ifPresent(zonal::withZonesIn);
        return zonal.to(folder.resolve("majority.parquet"));
    }
}
