package dev.croft.core.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.vector.WkbPolygons.Result;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.CoordinateXYZM;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.Ordinate;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

class WkbPolygonsTest {
    private static final String SQUARE_WITH_HOLE = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))";
    private static final String TWO_PARTS =
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 9 5, 9 9, 5 5), (7 6, 8 6, 8 7, 7 6)))";

    /** Three parts, whose first vertices are at x = 0, 10 and 20. */
    private static final String MIXED =
            "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1)),"
                    + " GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1), MULTIPOLYGON (((10 0, 11 0, 11 1, 10 0))), MULTIPOINT ((0 0))),"
                    + " MULTILINESTRING ((0 0, 1 1), (2 2, 3 3)), POLYGON ((20 0, 21 0, 21 1, 20 0)))";

    private final PolygonBuffer out = new PolygonBuffer();

    @Test
    void ringsAndPartsKeepTheirOrder() throws ParseException {
        assertEquals(Result.POLYGON, read(wkb(TWO_PARTS)));

        assertEquals(2, out.partCount());
        assertEquals(3, out.ringCount());
        assertEquals(1, out.partStart(1));
        assertEquals(4, out.ringStart(1));
        assertEquals(7.0, out.x()[out.ringStart(2)]);
        assertEquals(6.0, out.y()[out.ringStart(2)]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON EMPTY                                   | EMPTY",
                "MULTIPOLYGON EMPTY                              | EMPTY",
                "MULTIPOLYGON (EMPTY, ((0 0, 1 0, 1 1, 0 0)))    | POLYGON",
                "POINT EMPTY                                     | EMPTY",
                "LINESTRING EMPTY                                | EMPTY",
                "GEOMETRYCOLLECTION EMPTY                        | EMPTY",
                "POINT (1 2)                                     | NOT_A_POLYGON",
                "LINESTRING (0 0, 1 1)                           | NOT_A_POLYGON",
                "MULTIPOINT ((0 0), (1 1))                       | NOT_A_POLYGON",
                "GEOMETRYCOLLECTION (POINT (1 2))                | NOT_A_POLYGON",
                "GEOMETRYCOLLECTION (POINT (1 2), POLYGON EMPTY) | NOT_A_POLYGON",
                "GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0))) | POLYGON",
            })
    void otherGeometriesAreToldApart(String wkt, Result expected) throws ParseException {
        assertEquals(expected, read(wkb(wkt)));
        assertEquals(expected == Result.POLYGON ? 1 : 0, out.partCount());
    }

    @Test
    void polygonsOfACollectionArePartsInOrder() throws ParseException {
        assertEquals(Result.POLYGON, read(wkb(MIXED)));
        assertEquals(3, out.partCount());
        assertEquals(4, out.ringCount());
        for (int part = 0; part < 3; part++) {
            assertEquals(10.0 * part, out.x()[out.ringStart(out.partStart(part))], "part " + part);
        }
    }

    @Test
    void surfacesInACollectionArePassedOver() {
        ByteBuffer collection = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        collection.put((byte) 1).putInt(7).putInt(3);
        collection.put((byte) 1).putInt(15).putInt(1).put(bytes(triangle(ByteOrder.BIG_ENDIAN)));
        collection.put(bytes(triangle(ByteOrder.BIG_ENDIAN)));
        collection.put((byte) 1).putInt(10).putInt(1); // curve polygon of one circular string
        collection.put((byte) 1).putInt(8).putInt(1).putDouble(0).putDouble(0);
        byte[] wkb = Arrays.copyOf(collection.array(), collection.position());
        assertEquals(Result.POLYGON, read(wkb));
        assertEquals(1, out.partCount());
    }

    @ParameterizedTest
    @CsvSource({"50, POLYGON", "51, INVALID", "5000, INVALID"})
    void collectionsMayBeNestedFiftyDeep(int depth, Result expected) {
        byte[] triangle = bytes(triangle(ByteOrder.LITTLE_ENDIAN));
        ByteBuffer nested = ByteBuffer.allocate(9 * depth + triangle.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < depth; i++) {
            nested.put((byte) 1).putInt(7).putInt(1);
        }
        assertEquals(expected, read(nested.put(triangle).array()));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQUARE_WITH_HOLE, TWO_PARTS, MIXED})
    void everyCutIsInvalid(String wkt) throws ParseException {
        byte[] whole = wkb(wkt);
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Result.INVALID, read(Arrays.copyOf(whole, length)), "cut to " + length);
            assertEquals(0, out.vertexCount());
        }
    }

    @Test
    void bytesLeftOverAreInvalid() throws ParseException {
        byte[] whole = wkb(SQUARE_WITH_HOLE);

        assertEquals(Result.INVALID, read(Arrays.copyOf(whole, whole.length + 1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void coordinatesMustBeFinite(double bad) {
        for (int ordinate = 0; ordinate < 8; ordinate++) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                ByteBuffer wkb = triangle(order);
                wkb.putDouble(13 + 8 * ordinate, bad);
                assertEquals(Result.INVALID, read(bytes(wkb)), order + " ordinate " + ordinate);
            }
        }
    }

    @Test
    void largestFiniteCoordinatesAreKept() {
        ByteBuffer wkb = triangle(ByteOrder.LITTLE_ENDIAN).putDouble(13, -Double.MAX_VALUE);

        assertEquals(Result.POLYGON, read(bytes(wkb)));
        assertEquals(-Double.MAX_VALUE, out.x()[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 28, 100})
    void absurdCountsReserveNothing(int count) {
        double[] xBefore = out.x();
        assertEquals(
                Result.INVALID, read(bytes(triangle(ByteOrder.LITTLE_ENDIAN).putInt(5, count))));
        assertEquals(
                Result.INVALID, read(bytes(triangle(ByteOrder.LITTLE_ENDIAN).putInt(9, count))));
        byte[] multipolygon = ByteBuffer.allocate(109)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(6)
                .putInt(count)
                .array();
        assertEquals(Result.INVALID, read(multipolygon));
        assertEquals(xBefore.length, out.x().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 4003, 0x10000003, 2000003})
    void unknownTypesAreInvalid(int type) {
        assertEquals(
                Result.INVALID, read(bytes(triangle(ByteOrder.LITTLE_ENDIAN).putInt(1, type))));
    }

    @Test
    void byteOrderMustBeKnown() {
        assertEquals(
                Result.INVALID, read(bytes(triangle(ByteOrder.LITTLE_ENDIAN).put(0, (byte) 2))));
    }

    @Test
    void multipolygonHoldsOnlyPolygons() {
        ByteBuffer wkb = ByteBuffer.allocate(9 + 21).order(ByteOrder.LITTLE_ENDIAN);
        wkb.put((byte) 1)
                .putInt(6)
                .putInt(1)
                .put((byte) 1)
                .putInt(1)
                .putDouble(1)
                .putDouble(2);

        assertEquals(Result.INVALID, read(bytes(wkb)));
    }

    @Test
    void byteOrderMayChangeInside() {
        byte[] big = bytes(triangle(ByteOrder.BIG_ENDIAN));
        ByteBuffer wkb = ByteBuffer.allocate(9 + big.length).order(ByteOrder.LITTLE_ENDIAN);
        wkb.put((byte) 1).putInt(6).putInt(1).put(big);

        assertEquals(Result.POLYGON, read(bytes(wkb)));
        assertEquals(2.0, out.x()[1]);
    }

    @Test
    void readsWithinALargerArray() throws ParseException {
        byte[] wkb = wkb(SQUARE_WITH_HOLE);
        byte[] larger = new byte[wkb.length + 20];
        System.arraycopy(wkb, 0, larger, 7, wkb.length);

        assertEquals(Result.POLYGON, WkbPolygons.read(larger, 7, wkb.length, out));
        assertEquals(9, out.vertexCount());
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "4, false", "2, true", "3, true", "4, true"})
    void agreesWithJtsOnRandomPolygons(int dimension, boolean big) throws ParseException {
        Random random = new Random(20260101L + dimension);
        int order = big ? ByteOrderValues.BIG_ENDIAN : ByteOrderValues.LITTLE_ENDIAN;
        for (int i = 0; i < 200; i++) {
            boolean srid = random.nextBoolean();
            Geometry geometry = randomGeometry(random, dimension);
            geometry.setSRID(4326);
            WKBWriter writer = new WKBWriter(Math.min(3, dimension), order, srid);
            if (dimension == 4) {
                writer.setOutputOrdinates(Ordinate.createXYZM());
            }
            byte[] ewkb = writer.write(geometry);
            assertSame(new WKBReader().read(ewkb), ewkb, "seeded polygon " + i);
            if (!srid) {
                byte[] iso = isoOf(ewkb, big);
                assertSame(geometry, iso, "ISO of seeded polygon " + i);
            }
        }
    }

    @Test
    void measuredPolygonsDropTheMeasure() {
        for (int type : new int[] {2003, 0x40000003}) {
            ByteBuffer wkb = ByteBuffer.allocate(13 + 4 * 24).order(ByteOrder.LITTLE_ENDIAN);
            wkb.put((byte) 1).putInt(type).putInt(1).putInt(4);
            for (int i = 0; i < 4; i++) {
                wkb.putDouble(i).putDouble(i * i).putDouble(Double.NaN);
            }
            assertEquals(Result.POLYGON, read(bytes(wkb)));
            assertEquals(9.0, out.y()[3]);
        }
    }

    @Test
    void damagedBytesNeverThrow() throws ParseException {
        Random random = new Random(7);
        byte[] whole = wkb(TWO_PARTS);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(Math.min(40, damaged.length))] = (byte) random.nextInt();
            }
            read(damaged);
            assertTrue(out.vertexCount() <= whole.length / 16);
        }
    }

    @Test
    void writerAndReaderAgree() throws ParseException {
        byte[] wkb = wkb(TWO_PARTS);
        read(wkb);

        byte[] written = WkbWriter.write(out);

        assertEquals(new WKBReader().read(wkb), new WKBReader().read(written));
        byte[] single = WkbWriter.polygon(new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 0});
        assertEquals(new WKTReader().read("POLYGON ((0 0, 1 0, 1 1, 0 0))"), new WKBReader().read(single));
        out.clear();
        assertEquals(Result.EMPTY, read(WkbWriter.write(out)));
    }

    private Result read(byte[] wkb) {
        return WkbPolygons.read(wkb, 0, wkb.length, out);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.rewind().get(bytes);
        return bytes;
    }

    private static byte[] wkb(String wkt) throws ParseException {
        return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(new WKTReader().read(wkt));
    }

    /** POLYGON ((0 0, 2 0, 2 2, 0 0)); ring count at byte 5, vertex count at 9, vertices from 13. */
    private static ByteBuffer triangle(ByteOrder order) {
        ByteBuffer wkb = ByteBuffer.allocate(13 + 4 * 16).order(order);
        wkb.put((byte) (order == ByteOrder.BIG_ENDIAN ? 0 : 1))
                .putInt(3)
                .putInt(1)
                .putInt(4);
        for (double ordinate : new double[] {0, 0, 2, 0, 2, 2, 0, 0}) {
            wkb.putDouble(ordinate);
        }
        return wkb;
    }

    private static Geometry randomGeometry(Random random, int dimension) {
        GeometryFactory factory = new GeometryFactory();
        Polygon[] parts = new Polygon[1 + random.nextInt(3)];
        for (int i = 0; i < parts.length; i++) {
            LinearRing[] holes = new LinearRing[random.nextInt(3)];
            for (int j = 0; j < holes.length; j++) {
                holes[j] = randomRing(random, dimension, factory);
            }
            parts[i] = factory.createPolygon(randomRing(random, dimension, factory), holes);
        }
        return parts.length == 1 ? parts[0] : factory.createMultiPolygon(parts);
    }

    private static LinearRing randomRing(Random random, int dimension, GeometryFactory factory) {
        Coordinate[] vertices = new Coordinate[4 + random.nextInt(30)];
        for (int i = 0; i < vertices.length; i++) {
            double x = random.nextGaussian() * 1e6;
            double y = random.nextGaussian() * 1e6;
            vertices[i] = switch (dimension) {
                case 2 -> new CoordinateXY(x, y);
                case 3 -> new Coordinate(x, y, random.nextDouble());
                default -> new CoordinateXYZM(x, y, random.nextDouble(), random.nextDouble());
            };
        }
        vertices[vertices.length - 1] = vertices[0].copy();
        return factory.createLinearRing(vertices);
    }

    /** The same geometry with ISO type codes in place of EWKB flags. */
    private static byte[] isoOf(byte[] ewkb, boolean big) {
        ByteBuffer wkb = ByteBuffer.wrap(ewkb.clone()).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int dimensions = 2 + Integer.bitCount(wkb.getInt(1) & 0xC0000000);
        boolean multi = (wkb.getInt(1) & 0xff) == 6;
        int position = multi ? 9 : 0;
        int parts = multi ? wkb.getInt(5) : 1;
        if (multi) {
            toIso(wkb, 1);
        }
        for (int part = 0; part < parts; part++) {
            toIso(wkb, position + 1);
            int rings = wkb.getInt(position + 5);
            position += 9;
            for (int ring = 0; ring < rings; ring++) {
                position += 4 + wkb.getInt(position) * dimensions * 8;
            }
        }
        return bytes(wkb);
    }

    private static void toIso(ByteBuffer wkb, int position) {
        int code = wkb.getInt(position);
        int iso = ((code & 0x80000000) != 0 ? 1000 : 0) + ((code & 0x40000000) != 0 ? 2000 : 0);
        wkb.putInt(position, (code & 0xff) + iso);
    }

    private void assertSame(Geometry expected, byte[] wkb, String what) {
        assertEquals(Result.POLYGON, read(wkb), what);
        assertEquals(expected.getNumGeometries(), out.partCount(), what);
        int ring = 0;
        for (int part = 0; part < out.partCount(); part++) {
            Polygon polygon = (Polygon) expected.getGeometryN(part);
            assertEquals(1 + polygon.getNumInteriorRing(), out.partEnd(part) - out.partStart(part), what);
            assertRing(polygon.getExteriorRing(), ring++, what);
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                assertRing(polygon.getInteriorRingN(hole), ring++, what);
            }
        }
    }

    private void assertRing(LinearRing expected, int ring, String what) {
        CoordinateSequence vertices = expected.getCoordinateSequence();
        assertEquals(vertices.size(), out.ringEnd(ring) - out.ringStart(ring), what);
        for (int i = 0; i < vertices.size(); i++) {
            assertEquals(vertices.getX(i), out.x()[out.ringStart(ring) + i], what);
            assertEquals(vertices.getY(i), out.y()[out.ringStart(ring) + i], what);
        }
    }
}
