package dev.croft.core.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

class WkbEnvelopeTest {
    private final WkbEnvelope envelope = new WkbEnvelope();

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "1; POINT (3 -4)",
                "2; LINESTRING (0 0, 5 7, -2 3)",
                "3; POLYGON ((0 0, 10 0, 10 8, 0 8, 0 0), (2 2, 3 2, 3 3, 2 2))",
                "4; MULTIPOINT ((1 2), (5 -6))",
                "5; MULTILINESTRING ((0 0, 1 1), (-9 2, 4 4))",
                "6; MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 7, 5 5)))",
                "7; GEOMETRYCOLLECTION (POINT (9 9), GEOMETRYCOLLECTION (LINESTRING (0 -3, 1 1)))"
            })
    void boundsAreThoseOfJts(int type, String wkt) throws ParseException {
        Geometry geometry = new WKTReader().read(wkt);
        Envelope expected = geometry.getEnvelopeInternal();
        for (int order : new int[] {ByteOrderValues.LITTLE_ENDIAN, ByteOrderValues.BIG_ENDIAN}) {
            byte[] wkb = new WKBWriter(2, order).write(geometry);
            assertTrue(envelope.read(wkb, 0, wkb.length));
            assertEquals(type, envelope.type());
            assertFalse(envelope.hasZ() || envelope.hasM() || envelope.isEmpty());
            assertEquals(
                    expected,
                    new Envelope(envelope.smallestX(), envelope.largestX(), envelope.smallestY(), envelope.largestY()));
        }
    }

    @Test
    void heightsAreSeen() throws ParseException {
        byte[] wkb = new WKBWriter(3).write(new WKTReader().read("POLYGON Z ((0 0 5, 1 0 -6, 1 1 7, 0 0 5))"));

        assertTrue(envelope.read(wkb, 0, wkb.length));
        assertTrue(envelope.hasZ());
        assertEquals(-6, envelope.smallestZ());
        assertEquals(7, envelope.largestZ());
        assertEquals(1, envelope.largestY());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POINT EMPTY", "POLYGON EMPTY", "MULTIPOLYGON EMPTY", "GEOMETRYCOLLECTION (POINT EMPTY)"})
    void emptyGeometriesHaveNoBounds(String wkt) throws ParseException {
        byte[] wkb = new WKBWriter().write(new WKTReader().read(wkt));

        assertTrue(envelope.read(wkb, 0, wkb.length));
        assertTrue(envelope.isEmpty());
    }

    @Test
    void damageIsNoticedOrHarmless() throws ParseException {
        byte[] wkb = new WKBWriter()
                .write(new WKTReader().read("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)), POINT (9 9))"));
        for (int length = 0; length < wkb.length; length++) {
            assertFalse(envelope.read(Arrays.copyOf(wkb, length), 0, length), "cut at " + length);
        }
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] flipped = wkb.clone();
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt();
            if (envelope.read(flipped, 0, flipped.length)) {
                assertTrue(envelope.type() >= 1 && envelope.type() <= 7, "type " + envelope.type());
            }
        }
    }

    @Test
    void deepCollectionsAreRefused() {
        int depth = 100_000;
        byte[] wkb = new byte[9 * depth];
        for (int i = 0; i < depth; i++) {
            wkb[9 * i] = 1;
            wkb[9 * i + 1] = 7;
            wkb[9 * i + 5] = 1;
        }

        assertFalse(envelope.read(wkb, 0, wkb.length));
    }
}
