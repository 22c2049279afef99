package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.CdlClasses;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

class CdlRasterTest {
    private static final int SIZE = 256;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 42, -1})
    void majorityOfTheCellsOfAFieldIsItsCrop(long seed) {
        FieldPartition partition = new FieldPartition(seed, 2_000);
        CdlRaster raster = new CdlRaster(partition);
        List<Polygon> fields = FieldPartitionTest.fields(partition);
        int agreeing = 0;
        long inFields = 0;
        long ofCrop = 0;
        byte[] cells = new byte[SIZE * SIZE];
        for (int field = 0; field < fields.size(); field++) {
            int township = field / 512;
            if (field % 512 == 0) {
                raster.readBlock(0, township, cells);
            }
            int[] counts = countsIn(fields.get(field), cells, raster.blockWindow(township));
            int crop = partition.crop(field);
            int most = Arrays.stream(counts).max().orElseThrow();
            agreeing += counts[crop] == most && most > 0 ? 1 : 0;
            inFields += Arrays.stream(counts).sum();
            ofCrop += counts[crop];
        }
        assertTrue(agreeing > 0.99 * fields.size(), "seed " + seed + ": " + agreeing + " of " + fields.size());
        double errors = 1 - (double) ofCrop / inFields;
        assertTrue(errors > 0.08 && errors < 0.1, "seed " + seed + ": share of other classes in fields " + errors);
    }

    @Test
    void otherCropsFollowOnTheSameFieldsAndGrassStays() {
        FieldPartition partition = new FieldPartition(7, 512);
        int changed = 0;
        for (long field = 0; field < partition.fieldCount(); field++) {
            assertEquals(partition.crop(field), partition.crop(field, 0));
            int later = partition.crop(field, 1);
            changed += later == partition.crop(field) ? 0 : 1;
            if (partition.crop(field) == 176) {
                assertEquals(176, later);
            }
        }
        assertTrue(changed > 200 && changed < 450, "fields with another crop: " + changed);
        byte[] first = block(new CdlRaster(partition), 0);
        byte[] second = block(new CdlRaster(partition, 1), 0);
        for (int column = 0; column < SIZE; column++) {
            assertEquals(first[column], second[column], "the road along the north");
        }
    }

    @Test
    void blocksAreTheSameInAnyOrder() {
        CdlRaster raster = new CdlRaster(new FieldPartition(9, 2_000));
        byte[] last = block(raster, 3);
        block(raster, 0);
        assertArrayEquals(last, block(new CdlRaster(new FieldPartition(9, 2_000)), 3));
    }

    @Test
    void townshipsWithoutFieldsAreBackground() {
        CdlRaster raster = new CdlRaster(new FieldPartition(1, 3 * 512));
        assertEquals(4, raster.blocksAcross() * raster.blocksDown());
        assertArrayEquals(new byte[SIZE * SIZE], block(raster, 3));
    }

    @Test
    void everyCellOfATownshipWithFieldsHasANamedClass() {
        for (byte cell : block(new CdlRaster(new FieldPartition(1, 1)), 0)) {
            assertTrue(CdlClasses.of(cell & 0xff).isPresent(), () -> "class " + (cell & 0xff));
        }
    }

    @Test
    void bandIsOneByteWithThePaletteAndBackgroundAsNoData() {
        var band = new CdlRaster(new FieldPartition(0, 1)).bands().get(0);
        assertEquals("0", band.noData().orElseThrow().text());
        assertEquals(256, band.palette().size());
        assertEquals(0xffffd300, band.palette().get(1));
    }

    private static byte[] block(CdlRaster raster, int block) {
        byte[] cells = new byte[SIZE * SIZE];
        raster.readBlock(0, block, cells);
        return cells;
    }

    private static int[] countsIn(Polygon field, byte[] cells, CellWindow window) {
        int[] counts = new int[256];
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(field);
        Envelope around = field.getEnvelopeInternal();
        for (int row = (int) around.getMinY(); row <= around.getMaxY(); row++) {
            for (int column = (int) around.getMinX(); column <= around.getMaxX(); column++) {
                if (locator.locate(new Coordinate(column + 0.5, row + 0.5)) == Location.INTERIOR) {
                    counts[cells[(row - window.row()) * SIZE + column - window.column()] & 0xff]++;
                }
            }
        }
        return counts;
    }
}
