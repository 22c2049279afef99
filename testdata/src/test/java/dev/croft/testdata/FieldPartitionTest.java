package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.vector.PolygonBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

class FieldPartitionTest {
    private static final int SAMPLE = 20_000;
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 42, -1})
    void outlinesHave35To45VerticesHoweverTheyAreCounted(long seed) {
        FieldPartition partition = new FieldPartition(seed, SAMPLE);
        PolygonBuffer outline = new PolygonBuffer();
        int holes = 0;
        for (long field = 0; field < SAMPLE; field++) {
            partition.outline(field, outline);
            int shellPoints = outline.ringEnd(0);
            int points = outline.vertexCount();
            String where = "seed " + seed + ", field " + field;
            assertTrue(shellPoints - 1 >= 35 && points <= 45, where + ": " + shellPoints + " of " + points + " points");
            holes += outline.ringCount() - 1;
        }
        double share = (double) holes / SAMPLE;
        assertTrue(share > 0.02 && share < 0.05, "seed " + seed + ": share of fields with a hole " + share);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 42, -1})
    void outlinesAreValidAndShellsRunCounterclockwise(long seed) {
        for (Polygon field : fields(new FieldPartition(seed, 1_200))) {
            assertTrue(field.isValid(), () -> "seed " + seed + ": " + field);
            Coordinate[] shell = field.getExteriorRing().getCoordinates();
            // Cell rows count southwards, which mirrors the turn.
            assertFalse(Orientation.isCCW(shell), () -> "seed " + seed + ": " + field);
            if (field.getNumInteriorRing() > 0) {
                Coordinate[] hole = field.getInteriorRingN(0).getCoordinates();
                assertTrue(Orientation.isCCW(hole), () -> "seed " + seed + ": " + field);
            }
        }
    }

    @Test
    void fieldsDoNotOverlapAndStayOnTheGrid() {
        FieldPartition partition = new FieldPartition(7, 1_200);
        GridGeometry grid = partition.grid();
        Envelope all = new Envelope(0, grid.columnCount(), 0, grid.rowCount());
        STRtree tree = new STRtree();
        for (Polygon field : fields(partition)) {
            assertTrue(all.contains(field.getEnvelopeInternal()), field::toString);
            tree.insert(field.getEnvelopeInternal(), field);
        }
        for (Polygon field : fields(partition)) {
            for (Object other : tree.query(field.getEnvelopeInternal())) {
                assertTrue(field.equalsExact((Geometry) other) || field.disjoint((Geometry) other), field::toString);
            }
        }
    }

    @Test
    void areasAreSpreadAroundThoseOfRealFields() {
        FieldPartition partition = new FieldPartition(11, 100_000);
        PolygonBuffer outline = new PolygonBuffer();
        double[] hectares = new double[100_000];
        for (int field = 0; field < hectares.length; field++) {
            partition.outline(field, outline);
            hectares[field] = FieldPartition.hectares(outline);
        }
        Arrays.sort(hectares);
        double mean = Arrays.stream(hectares).average().orElseThrow();
        double median = hectares[hectares.length / 2];
        assertEquals(8.8, mean, 0.2);
        assertTrue(hectares[0] > 0.4, "smallest " + hectares[0]);
        assertTrue(median < 0.8 * mean, "median " + median + ", mean " + mean);
        assertTrue(hectares[(int) (0.99 * hectares.length)] > 30, "percentile 99 " + hectares[99_000]);
    }

    @Test
    void areaIsThatOfTheOutline() {
        FieldPartition partition = new FieldPartition(3, 1_000);
        PolygonBuffer outline = new PolygonBuffer();
        List<Polygon> fields = fields(partition);
        for (int field = 0; field < fields.size(); field++) {
            partition.outline(field, outline);
            assertEquals(fields.get(field).getArea() * 0.09, FieldPartition.hectares(outline), 1e-9);
        }
    }

    @Test
    void fieldDependsOnSeedAndIndexAndNotOnFieldsMadeBefore() {
        FieldPartition partition = new FieldPartition(5, 1_000);
        PolygonBuffer alone = new PolygonBuffer();
        partition.outline(777, alone);
        PolygonBuffer later = new PolygonBuffer();
        LongStream.of(1, 999, 0, 777).forEach(field -> partition.outline(field, later));
        assertArrayEquals(Arrays.copyOf(alone.x(), alone.vertexCount()), Arrays.copyOf(later.x(), later.vertexCount()));
        new FieldPartition(6, 1_000).outline(777, later);
        assertFalse(Arrays.equals(alone.x(), later.x()));
    }

    @ParameterizedTest(name = "{0} fields on {1} x {2} cells")
    @CsvSource({"1,256,256", "512,256,256", "513,512,256", "1025,512,512", "1000000,11520,11264", "4000000,22784,22528"
    })
    void gridIsASquareOfTownshipsInPhaseWithTheCroplandDataLayer(long count, int columnCount, int rowCount) {
        GridGeometry grid = new FieldPartition(0, count).grid();
        assertEquals(columnCount, grid.columnCount());
        assertEquals(rowCount, grid.rowCount());
        assertEquals(0, Math.floorMod(Math.round(grid.transform().originX()) + 106_095, 30));
        assertEquals(0, Math.floorMod(Math.round(grid.transform().originY()) - 1_822_605, 30));
    }

    @Test
    void countiesAreSquaresOfTownships() {
        FieldPartition partition = new FieldPartition(0, 1_000_000);
        int lastOfFirstCounty = 4 * 512 - 1;
        assertAll(
                () -> assertEquals(20_001, partition.county(0)),
                () -> assertEquals(20_001, partition.county(lastOfFirstCounty)),
                () -> assertEquals(20_003, partition.county(lastOfFirstCounty + 1)),
                () -> assertEquals(20_001 + 2 * 12, partition.county(45 * 4 * 512)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, FieldPartition.MAXIMUM_FIELD_COUNT + 1})
    void countOutOfRangeIsRefusedWithTheRange(long count) {
        String message = assertThrows(ConfigurationException.class, () -> new FieldPartition(0, count))
                .getMessage();
        assertEquals("Cannot generate " + count + " fields: ask for 1 to 100000000", message);
    }

    static List<Polygon> fields(FieldPartition partition) {
        List<Polygon> fields = new ArrayList<>();
        PolygonBuffer outline = new PolygonBuffer();
        for (long field = 0; field < partition.fieldCount(); field++) {
            partition.outline(field, outline);
            LinearRing[] holes = outline.ringCount() > 1 ? new LinearRing[] {ring(outline, 1)} : new LinearRing[0];
            fields.add(GEOMETRIES.createPolygon(ring(outline, 0), holes));
        }
        return fields;
    }

    private static LinearRing ring(PolygonBuffer outline, int ring) {
        Coordinate[] points = new Coordinate[outline.ringEnd(ring) - outline.ringStart(ring)];
        for (int i = 0; i < points.length; i++) {
            int vertex = outline.ringStart(ring) + i;
            points[i] = new Coordinate(outline.x()[vertex], outline.y()[vertex]);
        }
        return GEOMETRIES.createLinearRing(points);
    }
}
