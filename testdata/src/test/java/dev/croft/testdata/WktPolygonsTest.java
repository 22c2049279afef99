package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

class WktPolygonsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))",
                "polygon((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))",
                "POLYGON EMPTY",
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5.5, -6.25e2 6, 5 5), (1 1, 2 2, 1 2, 1 1)))",
                "MULTIPOLYGON (EMPTY, ((0 0, 1 0, 1 1, 0 0)))",
                "MULTIPOLYGON EMPTY",
                " MULTIPOLYGON\n( ( ( 0 0 , 1 0 , 1 1 , 0 0 ) ) ) "
            })
    void bytesAreThoseOfJts(String wkt) throws ParseException {
        Geometry geometry = new WKTReader().read(wkt);
        byte[] expected = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(geometry);
        assertArrayEquals(expected, WktPolygons.toWkb(wkt));
    }

    @Test
    void ringsMayBeOpenAndCoordinatesNotFinite() {
        ByteBuffer wkb = ByteBuffer.wrap(WktPolygons.toWkb("POLYGON ((NaN 0, Infinity 1), EMPTY)"))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(2, wkb.getInt(5));
        assertEquals(2, wkb.getInt(9));
        assertEquals(Double.NaN, wkb.getDouble(13));
        assertEquals(Double.POSITIVE_INFINITY, wkb.getDouble(29));
        assertEquals(0, wkb.getInt(45));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT (1 2) | 5: expected POLYGON or MULTIPOLYGON before it",
                "POLYGON ((0 0, 1 1) | 19: expected , or )",
                "POLYGON ((0 0, 1)) | 16: expected a number before it",
                "POLYGON 0 0 | 9: expected ( or EMPTY",
                "POLYGON EMPTY 1 | 14: expected the end"
            })
    void messageSaysWhereTheTextBreaks(String wkt, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> WktPolygons.toWkb(wkt))
                .getMessage();
        assertEquals("Cannot read \"" + wkt + "\" as WKT at character " + expected, message);
    }
}
