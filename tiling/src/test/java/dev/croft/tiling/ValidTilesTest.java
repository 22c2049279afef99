package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.testdata.ListZones;
import dev.croft.tiling.TilingOptions.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Every tile keeps the rules of vector tiles, and every polygon in it is a simple feature that JTS takes for valid. */
class ValidTilesTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int FEW_VERTICES = 3000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void oddShapesAreValidAtEveryZoom(Profile profile) throws IOException {
        ListZones zones = ListZones.of(Partition.WGS84, OddShapes.all().toArray(String[]::new));
        TiledArchive archive = TiledArchive.make(
                folder, zones, TiledArchive.options(profile, 0, 12).build());
        archive.requireAllZonesAccountedFor();
        assertTrue(archive.requireValid() > 300);
        assertEquals(
                2,
                archive.summary().reasons().values().stream()
                        .mapToLong(TilingSummary.Affected::zoneCount)
                        .sum());
        requireSimple(archive, 0, 12);
        Set<Long> ids = new HashSet<>();
        archive.features(TiledArchive.POLYGONS, 12).forEach(feature -> ids.add(feature.id()));
        assertEquals(zones.rowCount() - 2, ids.size());
    }

    @Test
    void partitionIsValidAtEveryZoom() throws IOException {
        ListZones zones = new Partition(10, 50, 10.4, 50.3, 20, 6, 1).zones();
        for (Profile profile : Profile.values()) {
            TiledArchive archive = TiledArchive.make(
                    folder, zones, TiledArchive.options(profile, 0, 13).build());
            archive.requireAllZonesAccountedFor();
            archive.requireValid();
            requireSimple(archive, 0, 13);
        }
    }

    private static void requireSimple(TiledArchive archive, int minZoom, int maxZoom) throws IOException {
        for (int zoom = minZoom; zoom <= maxZoom; zoom++) {
            for (TileFeature feature : archive.features(TiledArchive.POLYGONS, zoom)) {
                int vertices = feature.parts().stream()
                        .mapToInt(ring -> ring.length / 2)
                        .sum();
                if (vertices < FEW_VERTICES) {
                    IsValidOp check = new IsValidOp(toJts(feature));
                    assertTrue(
                            check.isValid(),
                            () -> check.getValidationError() + ": feature " + feature.id() + " in " + feature.tile());
                }
            }
        }
    }

    private static MultiPolygon toJts(TileFeature feature) {
        return FACTORY.createMultiPolygon(feature.feature().geometry().polygons().stream()
                .map(ValidTilesTest::polygon)
                .toArray(Polygon[]::new));
    }

    private static Polygon polygon(List<int[]> rings) {
        LinearRing[] all = rings.stream().map(ValidTilesTest::ring).toArray(LinearRing[]::new);
        return FACTORY.createPolygon(all[0], Arrays.copyOfRange(all, 1, all.length));
    }

    private static LinearRing ring(int[] ring) {
        Coordinate[] points = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < ring.length / 2; i++) {
            points[i] = new Coordinate(ring[2 * i], ring[2 * i + 1]);
        }
        points[points.length - 1] = points[0];
        return FACTORY.createLinearRing(points);
    }
}
