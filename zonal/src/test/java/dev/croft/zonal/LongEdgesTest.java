package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.cells.PixelRule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An edge is straight in the zones' CRS, also when it is long and curved in the raster's. */
class LongEdgesTest {
    private static final double WEST = -110;
    private static final double SOUTH = 30;
    private static final double EAST = -80;
    private static final double NORTH = 38.6;

    /** The outline passes some 380 cells, each within 0.01; straight edges in the other CRS would be hundreds of cells off. */
    private static final double TOLERANCE = 2;

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void aStateSizedBoxHasTheCellsOfItsFineOutline(PixelRule pixels) throws IOException {
        String box = "POLYGON ((-110 30, -80 30, -80 38.6, -110 38.6, -110 30))";
        List<ZonalRow> rows = run(ListZones.of(Crs.parse("EPSG:4326"), box, fine(4000)), pixels);
        double cells = rows.get(0).value("pixel_count").orElseThrow().doubleValue();
        assertEquals(rows.get(1).value("pixel_count").orElseThrow().doubleValue(), cells, TOLERANCE);
    }

    /** The same box with many vertices on each side. */
    private static String fine(int steps) {
        String south = side(steps, i -> point(WEST + (EAST - WEST) * i / steps, SOUTH));
        String east = side(steps, i -> point(EAST, SOUTH + (NORTH - SOUTH) * i / steps));
        String north = side(steps, i -> point(EAST - (EAST - WEST) * i / steps, NORTH));
        String west = side(steps, i -> point(WEST, NORTH - (NORTH - SOUTH) * i / steps));
        return "POLYGON ((" + String.join(", ", south, east, north, west, point(WEST, SOUTH)) + "))";
    }

    private static String side(int steps, IntFunction<String> point) {
        return IntStream.range(0, steps).mapToObj(point).collect(Collectors.joining(", "));
    }

    private static String point(double x, double y) {
        return x + " " + y;
    }

    /** Cells of 20 km around the middle of the country. */
    private static List<ZonalRow> run(ListZones zones, PixelRule pixels) throws IOException {
        String row = "1 ".repeat(160).strip();
        ArrayRaster raster = ArrayRaster.ofText(
                        SampleType.UINT8,
                        IntStream.range(0, 90).mapToObj(i -> row).toArray(String[]::new))
                .withGrid(Crs.parse("EPSG:5070"), GeoTransform.northUp(-1_600_000, 2_100_000, 20_000, 20_000));
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            return ZonalJob.plan(
                            zones,
                            zones.crs(),
                            List.of(LabelledBand.of(raster)),
                            Optional.empty(),
                            ZonalOptions.defaults().withPixels(pixels))
                    .rows(context);
        }
    }
}
