package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.CdlClasses;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldsDatasetTest {
    private static final int COUNT = 1_500;
    private static final Crs LONGITUDE_LATITUDE = Crs.parse(FieldsOptions.DEFAULT_ZONES_CRS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void sameOptionsGiveTheSameBytesAtAnyNumberOfThreads(RowOrder order) throws IOException {
        FieldsOptions options = new FieldsOptions(COUNT, order, 1, LONGITUDE_LATITUDE);
        FieldsDataset one = generate("one", options, 1);
        FieldsDataset two = generate("two", options, 3);
        assertArrayEquals(Files.readAllBytes(one.zones()), Files.readAllBytes(two.zones()));
        assertArrayEquals(Files.readAllBytes(one.raster()), Files.readAllBytes(two.raster()));
        FieldsDataset other = generate("other", new FieldsOptions(COUNT, order, 2, LONGITUDE_LATITUDE), 1);
        assertFalse(Arrays.equals(Files.readAllBytes(one.zones()), Files.readAllBytes(other.zones())));
    }

    @Test
    void rasterFileHoldsTheGeneratedCells() throws IOException {
        FieldsDataset dataset = generate("cells", FieldsOptions.of(COUNT), 2);
        CdlRaster expected = new CdlRaster(new FieldPartition(FieldsOptions.DEFAULT_SEED, COUNT));
        try (RasterSource actual = RasterSources.open(dataset.raster(), (file, bytes) -> folder)) {
            assertTrue(actual.grid().crs().isEquivalentTo(dataset.grid().crs()));
            assertEquals(expected.grid().transform(), actual.grid().transform());
            assertEquals(CdlClasses.palette(), actual.bands().get(0).palette());
            byte[] written = new byte[256 * 256];
            byte[] made = new byte[256 * 256];
            for (int block = 0; block < expected.blocksAcross() * expected.blocksDown(); block++) {
                actual.readBlock(0, block, written);
                expected.readBlock(0, block, made);
                assertArrayEquals(made, written, "block " + block);
            }
        }
        assertEquals(Files.size(dataset.raster()), dataset.rasterBytes());
    }

    @ParameterizedTest
    @EnumSource
    void zoneFileHoldsEveryFieldOnceWhereThePartitionPutsIt(RowOrder order) throws IOException {
        FieldsOptions options = new FieldsOptions(COUNT, order, 7, LONGITUDE_LATITUDE);
        FieldsDataset dataset = generate("zones", options, 2);
        FieldPartition partition = new FieldPartition(7, COUNT);
        BitSet seen = new BitSet();
        long previous = 0;
        boolean rising = true;
        try (ZoneSource zones = ZoneSources.open(dataset.zones().toString(), Optional.empty())) {
            assertTrue(zones.crs().isEquivalentTo(LONGITUDE_LATITUDE));
            assertEquals(COUNT, zones.rowCount());
            ZoneBatch batch = new ZoneBatch(
                    zones.columns().stream().map(ColumnVector::new).toList());
            for (ZonePartition rows : zones.partitions()) {
                try (ZoneReader reader = rows.open(List.of("id", "area_ha", "county"))) {
                    while (reader.next(batch, 100)) {
                        for (int row = 0; row < batch.rowCount(); row++) {
                            long id = batch.columns().get(0).longAt(row);
                            requireField(partition, id - 1, batch, row);
                            seen.set((int) id);
                            rising &= id > previous;
                            previous = id;
                        }
                    }
                }
            }
        }
        assertEquals(COUNT, seen.cardinality());
        assertEquals(1, seen.nextSetBit(0));
        assertEquals(order == RowOrder.SPATIAL, rising);
    }

    @Test
    void countOutOfRangeIsRefusedBeforeAnythingIsWritten() {
        assertThrows(ConfigurationException.class, () -> FieldsOptions.of(0));
        assertThrows(ConfigurationException.class, () -> FieldsOptions.of(FieldPartition.MAXIMUM_FIELD_COUNT + 1));
    }

    @Test
    void ownFilesAreReplacedAndOthersAreNot() throws IOException {
        FieldsDataset old = generate("land", FieldsOptions.of(COUNT), 2);
        FieldsDataset made = generate("land", FieldsOptions.of(2 * COUNT), 2);
        assertTrue(made.zonesBytes() > old.zonesBytes());
        byte[] raster = Files.readAllBytes(made.raster());
        Files.writeString(made.zones(), "precious");
        ConfigurationException refusal =
                assertThrows(ConfigurationException.class, () -> generate("land", FieldsOptions.of(COUNT), 2));
        assertTrue(refusal.getMessage().startsWith("Cannot replace "), refusal::getMessage);
        assertEquals("precious", Files.readString(made.zones()));
        assertArrayEquals(raster, Files.readAllBytes(made.raster()));
    }

    private static void requireField(FieldPartition partition, long field, ZoneBatch batch, int row) {
        PolygonBuffer expected = new PolygonBuffer();
        partition.outline(field, expected);
        assertEquals(FieldPartition.hectares(expected), batch.columns().get(1).doubleAt(row));
        assertEquals(partition.county(field), batch.columns().get(2).intAt(row));
        PolygonBuffer actual = new PolygonBuffer();
        WkbPolygons.read(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row), actual);
        assertEquals(expected.vertexCount(), actual.vertexCount());
        assertEquals(expected.ringCount(), actual.ringCount());
        CoordinateTransform back =
                CoordinateTransform.between(LONGITUDE_LATITUDE, partition.grid().crs());
        back.transform(actual.x(), actual.y(), 0, actual.vertexCount());
        for (int i = 0; i < actual.vertexCount(); i++) {
            var transform = partition.grid().transform();
            assertEquals(expected.x()[i], transform.column(actual.x()[i], actual.y()[i]), 1e-6);
            assertEquals(expected.y()[i], transform.row(actual.x()[i], actual.y()[i]), 1e-6);
        }
    }

    private FieldsDataset generate(String name, FieldsOptions options, int threads) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        try (RunContext context = RunContext.named("generate").threads(threads).build()) {
            return FieldsDataset.generate(directory, options, Overwrite.OWN_OUTPUTS, context);
        }
    }
}
