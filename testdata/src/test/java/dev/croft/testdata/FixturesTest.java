package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.raster.SampleType;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixturesTest {
    private static final String SQUARE = "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))";

    @Test
    void blocksCutTheRowsAndKeepTheirStride() {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT8, "1 2 3", "4 5 6", "7 8 255")
                .withBlocks(2, 2);
        assertEquals(4, raster.blocksAcross() * raster.blocksDown());
        assertArrayEquals(new byte[] {1, 2, 4, 5}, read(raster, 0));
        assertArrayEquals(new byte[] {3, 0, 6, 0}, read(raster, 1));
        assertArrayEquals(new byte[] {7, 8, 0, 0}, read(raster, 2));
        assertArrayEquals(new byte[] {-1, 0, 0, 0}, read(raster, 3));
    }

    @Test
    void southWestCornerIsTheOriginUnlessTheGridIsMoved() {
        ArrayRaster raster = ArrayRaster.of(SampleType.FLOAT32, new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertEquals(GeoTransform.northUp(0, 3, 1, 1), raster.grid().transform());
        GeoTransform elsewhere = GeoTransform.northUp(100, 50, 10, 10);
        assertEquals(elsewhere, raster.withGrid(Crs.UNKNOWN, elsewhere).grid().transform());
    }

    @Test
    void wholeNumbersKeepAllTheirDigits() {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT64, "18446744073709551615 9007199254740993");
        long[] samples = new long[2];
        raster.readBlock(0, 0, samples);
        assertArrayEquals(new long[] {-1, 9_007_199_254_740_993L}, samples);
    }

    @Test
    void bandsShareTheGridAndTheNoData() {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT8, "1 2")
                .withBandOfText(SampleType.FLOAT64, "0.5 nan")
                .withNoData("0");
        double[] samples = new double[2];
        raster.readBlock(1, 0, samples);
        assertArrayEquals(new double[] {0.5, Double.NaN}, samples);
        assertTrue(raster.bands().stream()
                .allMatch(band -> band.noData().orElseThrow().text().equals("0")));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"256, UINT8", "-1, UINT16", "1.5, INT32", "128, INT8"})
    void valueThatDoesNotFitIsRefused(String value, SampleType type) {
        String message = assertThrows(IllegalArgumentException.class, () -> ArrayRaster.ofText(type, value))
                .getMessage();
        assertEquals("Cannot put " + value + " into a cell of " + type, message);
    }

    @Test
    void rowsOfDifferentLengthAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ArrayRaster.ofText(SampleType.UINT8, "1 2", "1"));
    }

    @Test
    void zonesAreReadPartitionByPartitionInBatches() throws IOException {
        ListZones zones = ListZones.of(SQUARE, null, SQUARE, SQUARE, SQUARE).inPartitionsOf(3);
        List<ZonePartition> partitions = zones.partitions();
        assertEquals(
                List.of(0L, 3L),
                partitions.stream().map(ZonePartition::firstRow).toList());
        assertEquals(
                List.of(3L, 2L),
                partitions.stream().map(ZonePartition::rowCount).toList());
        ZoneBatch batch = new ZoneBatch(List.of(new ColumnVector(new Column("id", ColumnType.INT64))));
        try (ZoneReader reader = partitions.get(0).open(List.of("id"))) {
            assertTrue(reader.next(batch, 2));
            assertEquals(2, batch.rowCount());
            assertEquals(2, batch.columns().get(0).longAt(1));
            assertTrue(batch.isNull(1));
            int from = batch.wkbOffset(0);
            assertArrayEquals(
                    WktPolygons.toWkb(SQUARE), Arrays.copyOfRange(batch.wkb(), from, from + batch.wkbLength(0)));
            assertTrue(reader.next(batch, 2));
            assertEquals(2, batch.sourceRow(0));
            assertFalse(reader.next(batch, 2));
            assertEquals(0, batch.rowCount());
        }
    }

    @Test
    void hexadecimalDigitsAreBinary() {
        ListZones zones = ListZones.of("0103000000" + "00000000");
        assertEquals(9, zones.geometryBytes());
    }

    @Test
    void columnsCarryValuesOfAnyTypeAndNulls() throws IOException {
        ListZones zones = ListZones.of(SQUARE, SQUARE)
                .withColumn("id", ColumnType.STRING, "a", null)
                .withColumn("flag", ColumnType.BOOLEAN, true, false)
                .withColumn("area", ColumnType.FLOAT64, 1.5, 2);
        assertEquals(
                List.of("id", "flag", "area"),
                zones.columns().stream().map(Column::name).toList());
        ZoneBatch batch =
                new ZoneBatch(zones.columns().stream().map(ColumnVector::new).toList());
        try (ZoneReader reader = zones.partitions().get(0).open(List.of("id", "flag", "area"))) {
            assertTrue(reader.next(batch, 10));
        }
        assertEquals("a", batch.columns().get(0).stringAt(0));
        assertTrue(batch.columns().get(0).isNull(1));
        assertTrue(batch.columns().get(1).booleanAt(0));
        assertEquals(2.0, batch.columns().get(2).doubleAt(1));
    }

    private static byte[] read(ArrayRaster raster, int block) {
        byte[] samples = new byte[4];
        raster.readBlock(0, block, samples);
        return samples;
    }
}
