package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.config.DataType;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridDifference;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
    private static final Crs WGS84 = Crs.ofEpsg(4326);
    private static final Crs ALBERS = Crs.ofEpsg(5070);
    private static final GridGeometry TARGET = grid(-100, 40, 0.5, 0.5, 100, 50);

    private static GridGeometry grid(double west, double north, double width, double height, int columns, int rows) {
        return new GridGeometry(WGS84, GeoTransform.northUp(west, north, width, height), columns, rows);
    }

    private static Decision decide(GridGeometry raster) {
        return Decision.of(raster, TARGET, DecisionRules.DEFAULT);
    }

    @Test
    void theSameGridPassesThrough() {
        assertEquals(new Decision.PassThrough(new Reason.OnTarget()), decide(grid(-100, 40, 0.5, 0.5, 100, 50)));
    }

    @Test
    void anotherExtentIsCopied() {
        Decision.CopyCells copy = assertInstanceOf(Decision.CopyCells.class, decide(grid(-99, 41, 0.5, 0.5, 100, 50)));
        assertEquals(2, copy.columnOffset());
        assertEquals(-2, copy.rowOffset());
        assertInstanceOf(Reason.Extent.class, copy.reason());
    }

    @ParameterizedTest(name = "west {0}, north {1}: {2}")
    @CsvSource({
        "-100.005, 40, pass through", // a hundredth of a cell: inclusive
        "-99.995, 40.005, pass through",
        "-100.0051, 40, resample",
        "-100, 39.9949, resample",
        "-99.845, 40, resample"
    })
    void shiftsAreMeasuredInCellsOnBothAxes(double west, double north, String action) {
        assertEquals(action, decide(grid(west, north, 0.5, 0.5, 100, 50)).action());
    }

    @Test
    void aShiftIsANumber() {
        Decision decision = decide(grid(-99.845, 40, 0.5, 0.5, 100, 50));
        Reason.Misaligned reason = assertInstanceOf(Reason.Misaligned.class, decision.reason());
        assertEquals(
                0.31,
                assertInstanceOf(GridDifference.Shifted.class, reason.difference())
                        .cells(),
                1e-9);
        assertEquals("resample: shifted by 0.310 cell", decision.text());
    }

    @Test
    void theFarCornerCounts() {
        double size = 0.5 * (1 + 0.02 / 100);
        Decision decision = decide(grid(-100, 40, size, 0.5, 100, 50));
        Reason.Misaligned reason = assertInstanceOf(Reason.Misaligned.class, decision.reason());
        GridDifference.CellSize cells = assertInstanceOf(GridDifference.CellSize.class, reason.difference());
        assertEquals(0.02, cells.columns(), 1e-9);
        assertEquals(0, cells.rows());
    }

    @Test
    void theResolutionToleranceHoldsOnTheYAxisToo() {
        GridGeometry raster = grid(-100, 40, 0.5, 0.500001, 100, 50);
        assertInstanceOf(Decision.PassThrough.class, decide(raster));
        Decision strict = Decision.of(raster, TARGET, new DecisionRules(0.01, 1e-7, DecisionRules.Skipping.ALLOWED));
        assertInstanceOf(Reason.Resolution.class, strict.reason());
    }

    @Test
    void skippingCanBeForbidden() {
        DecisionRules never = new DecisionRules(0.01, 1e-6, DecisionRules.Skipping.NEVER);
        assertEquals(new Decision.Resample(new Reason.SkippingForbidden()), Decision.of(TARGET, TARGET, never));
    }

    @Test
    void anotherCrsIsResampled() {
        GridGeometry albers =
                new GridGeometry(ALBERS, GeoTransform.northUp(-500_000, 2_000_000, 1000, 1000), 1000, 900);
        Reason.Misaligned reason =
                assertInstanceOf(Reason.Misaligned.class, decide(albers).reason());
        assertInstanceOf(GridDifference.DifferentCrs.class, reason.difference());
    }

    @Test
    void rotatedGridsAreToldApart() {
        GridGeometry rotated = new GridGeometry(WGS84, new GeoTransform(-100, 0.5, 0.01, 40, 0.01, -0.5), 100, 50);
        assertEquals(
                new Reason.Misaligned(new GridDifference.Rotated()),
                decide(rotated).reason());
    }

    @Test
    void whatOnlyTouchesDoesNotOverlap() {
        assertInstanceOf(Decision.NoOverlap.class, decide(grid(-150, 40, 0.5, 0.5, 100, 50)));
        GridGeometry alaska =
                new GridGeometry(ALBERS, GeoTransform.northUp(-4_000_000, 6_000_000, 1000, 1000), 100, 100);
        assertInstanceOf(Decision.NoOverlap.class, decide(alaska));
    }

    @Test
    void tolerancesThatMeanNothingAreRefused() {
        assertThrows(ConfigurationException.class, () -> new DecisionRules(0.5, 0, DecisionRules.Skipping.ALLOWED));
        assertThrows(
                ConfigurationException.class, () -> new DecisionRules(0.1, Double.NaN, DecisionRules.Skipping.ALLOWED));
    }

    private static RasterBand band(SampleType type, List<Integer> palette) {
        return new RasterBand(type, "", Optional.empty(), palette);
    }

    private static Optional<Method> choose(Optional<DataType> type, RasterBand band, GridGeometry raster) {
        return MethodChoice.automatic(type, List.of(band), raster, TARGET);
    }

    @Test
    void theDataTypeChoosesTheMethod() {
        RasterBand band = band(SampleType.FLOAT32, List.of());
        GridGeometry finer = grid(-100, 40, 0.1, 0.1, 500, 250);
        GridGeometry coarser = grid(-100, 40, 2, 2, 25, 12);
        assertEquals(Optional.of(Method.SUM), choose(Optional.of(DataType.RICHNESS), band, finer));
        assertEquals(Optional.of(Method.MODE), choose(Optional.of(DataType.CATEGORICAL), band, finer));
        assertEquals(Optional.of(Method.AVERAGE), choose(Optional.of(DataType.CONTINUOUS), band, finer));
        assertEquals(Optional.of(Method.BILINEAR), choose(Optional.of(DataType.CONTINUOUS), band, coarser));
        assertEquals(Optional.of(Method.BILINEAR), choose(Optional.of(DataType.CONTINUOUS), band, TARGET));
    }

    @Test
    void coarserIsMeasuredAcrossCrss() {
        GridGeometry albers = new GridGeometry(ALBERS, GeoTransform.northUp(-500_000, 2_000_000, 1000, 1000), 900, 900);
        assertEquals(55 * 43, MethodChoice.sourceCellsPerTargetCell(albers, TARGET) * 1, 600);
    }

    @Test
    void withoutDataTypeOnlyAPaletteDecides() {
        assertEquals(
                Optional.of(Method.MODE),
                choose(Optional.empty(), band(SampleType.UINT8, List.of(0xFF000000)), TARGET));
        assertEquals(Optional.empty(), choose(Optional.empty(), band(SampleType.UINT8, List.of()), TARGET));
        assertTrue(choose(Optional.empty(), band(SampleType.FLOAT32, List.of()), TARGET)
                .isEmpty());
    }

    private static GridGeometry twoDegrees(double west, int columnCount) {
        return grid(west, 90, 2, 2, columnCount, 90);
    }

    @Test
    void whatGoesOnBehindTheAntimeridianIsCopiedTo() {
        for (GridGeometry raster : List.of(twoDegrees(0, 180), twoDegrees(178, 3), twoDegrees(200, 10))) {
            Decision decision = Decision.of(raster, twoDegrees(-180, 180), DecisionRules.DEFAULT);
            assertTrue(assertInstanceOf(Decision.CopyCells.class, decision).turned(), decision.text());
        }
        Decision inside = Decision.of(twoDegrees(-180, 90), twoDegrees(-180, 180), DecisionRules.DEFAULT);
        assertEquals(false, assertInstanceOf(Decision.CopyCells.class, inside).turned());
    }

    @Test
    void aTurnThatIsNoWholeNumberOfCellsAsksForResampling() {
        GridGeometry raster = grid(140, 70, 0.7, 0.7, 100, 100);
        Decision decision = Decision.of(raster, grid(-210, 70, 0.7, 0.7, 400, 100), DecisionRules.DEFAULT);
        assertEquals(new Decision.Resample(new Reason.Turned()), decision);
    }

    @Test
    void sizesThatDifferMuchAreNamed() {
        assertEquals(
                "resample: cell size 0.002 instead of 0.5",
                decide(grid(-100, 40, 0.002, 0.002, 500, 500)).text());
        assertEquals(
                "resample: cell size 0.5 x 0.07 instead of 0.5",
                decide(grid(-100, 40, 0.5, 0.07, 50, 50)).text());
    }
}
