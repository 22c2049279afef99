package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.CellWindow;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class QuadCoverTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final CellWindow LIMITS = new CellWindow(-3, 2, 9, 7);

    /** Around the limits, across them and beside them; up to a million times as large. */
    @ParameterizedTest
    @ValueSource(doubles = {3, 12, 1e3, 1e7})
    void whatIsCoveredWithinLimitsIsTheCommonArea(double size) {
        Random random = new Random(5);
        QuadCover quad = new QuadCover();
        for (int i = 0; i < 400; i++) {
            Coordinate[] ring = convexRing(random, size);
            for (int corner = 0; corner < 4; corner++) {
                quad.corner(corner, ring[corner].x, ring[corner].y);
            }
            Geometry polygon = FACTORY.createPolygon(ring);
            double[] cells = quad.coverWithin(LIMITS);
            double total = 0;
            for (int row = 0; row < quad.rowCount(); row++) {
                for (int column = 0; column < quad.columnCount(); column++) {
                    double west = quad.column() + column;
                    double north = quad.row() + row;
                    Geometry cell = FACTORY.toGeometry(new Envelope(west, west + 1, north, north + 1));
                    double covered = cells[row * (quad.columnCount() + 1) + column];
                    assertEquals(polygon.intersection(cell).getArea(), covered, 1e-13 * Math.max(1e3, size));
                    total += covered;
                }
            }
            Geometry limits = FACTORY.toGeometry(new Envelope(-3, 6, 2, 9));
            assertEquals(polygon.intersection(limits).getArea(), total, 1e-11 * Math.max(1e3, size));
        }
    }

    private static Coordinate[] convexRing(Random random, double size) {
        double x = 1.5 + size * (random.nextDouble() - 0.5);
        double y = 5.5 + size * (random.nextDouble() - 0.5);
        double turn = random.nextDouble() * 2 * Math.PI;
        double sense = random.nextBoolean() ? 1 : -1;
        Coordinate[] ring = new Coordinate[5];
        for (int i = 0; i < 4; i++) {
            double angle = turn + sense * (i + 0.6 * random.nextDouble()) * Math.PI / 2;
            ring[i] = new Coordinate(x + size * Math.cos(angle), y + size * Math.sin(angle));
        }
        ring[4] = ring[0];
        return ring;
    }

    @Test
    void cornersNearInfinityAreNoFault() {
        QuadCover quad = new QuadCover();
        quad.corner(0, -1e22, -1e22);
        quad.corner(1, 1e22, -1e22);
        quad.corner(2, 1e22, 1e22);
        quad.corner(3, -1e22, 1e22);
        assertTrue(quad.isHuge());
        double[] cells = quad.coverWithin(LIMITS);
        assertEquals(9, quad.columnCount());
        assertEquals(7, quad.rowCount());
        assertEquals(1, cells[0]);
        assertEquals(1, cells[6 * 10 + 8]);
    }
}
