package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real rasters against the counts that rasterio's tests expect, and against gdalwarp where it is installed. */
class OtherProgramsTest {
    private static final String CDL = "cdl/2021_30m_cdls.tif";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "NEAR, 438113",
        "BILINEAR, 439280",
        "CUBIC, 437888",
        "AVERAGE, 439172",
        "MODE, 437298",
        "MAX, 439464",
        "MIN, 436397"
    })
    void asManyCellsAreNotZeroAsInRasterio(Method method, double expected) throws IOException {
        Path original = SharedData.file("resample/RGB.byte.tif");
        GeoTransform transform = GeoTransform.northUp(-8789636.708, 2943560.235, 300, 300);
        try (RasterSource source = new WithoutNoData(GeoTiffSource.open(original))) {
            GridGeometry target = new GridGeometry(
                    Crs.ofEpsg(3857),
                    transform,
                    source.grid().columnCount(),
                    source.grid().rowCount());
            double[][] cells =
                    Cells.of(ResampledRaster.of(source, target, options(method, unused(source)), 1 << 24), 0);
            double count = 0;
            for (double[] row : cells) {
                for (double value : row) {
                    count += value > 0 ? 1 : 0;
                }
            }
            assertEquals(expected, count, 0.001 * expected);
        }
    }

    /** A value that marks cells without data and is that of none. */
    private static String unused(RasterSource source) throws IOException {
        Set<Double> used = new HashSet<>();
        for (double[] row : Cells.of(source, 0)) {
            for (double value : row) {
                used.add(value);
            }
        }
        for (int value = 255; value >= 0; value--) {
            if (!used.contains((double) value)) {
                return Integer.toString(value);
            }
        }
        throw new IllegalStateException("every value is in use");
    }

    /** Edges between those of source cells: the ratio is the true one, also in gdalwarp where the target lies in the source. */
    @ParameterizedTest
    @CsvSource({"BILINEAR, 2.5", "CUBIC, 2.5", "BILINEAR, 3.3", "CUBIC, 3.3"})
    void kernelsOnShiftedGridsAreThoseOfGdalwarp(Method method, double ratio) throws IOException, InterruptedException {
        Path cdl = SharedData.file(CDL);
        GridGeometry grid;
        try (RasterSource source = GeoTiffSource.open(cdl)) {
            grid = source.grid();
        }
        double cell = grid.transform().cellWidth();
        double west = grid.bounds().west() + 10.3 * cell;
        double north = grid.bounds().north() - 12.7 * cell;
        String[] extent = {
            "-te",
            Double.toString(west),
            Double.toString(north - 40 * ratio * cell),
            Double.toString(west + 40 * ratio * cell),
            Double.toString(north)
        };
        String name = method.name().toLowerCase(Locale.ROOT);
        List<String> command = new ArrayList<>(List.of("-r", name, "-ts", "40", "40"));
        command.addAll(List.of(extent));
        Path answer = gdalwarp(cdl, command.toArray(String[]::new));
        requireSame(cdl, answer, options(method, "0"), 0, 0.002);
    }

    @Test
    void modeOfClassesIsThatOfGdalwarp() throws IOException, InterruptedException {
        Path cdl = SharedData.file(CDL);
        Path answer = gdalwarp(cdl, "-r", "mode", "-tr", "90", "90");
        requireSame(cdl, answer, new ResampleOptions(Method.MODE, CellWeights.EQUAL, TieRule.FIRST, noData("0")), 0, 0);
    }

    /** Kernels are widened by the ratio at the place here, by that of the whole window in gdalwarp: most differ by one class at most. */
    @ParameterizedTest
    @CsvSource({"NEAR, 0, 0.0002", "BILINEAR, 1, 0.01"})
    void geographicCellsAreThoseOfGdalwarp(Method method, double off, double share)
            throws IOException, InterruptedException {
        Path cdl = SharedData.file(CDL);
        String name = method.name().toLowerCase(Locale.ROOT);
        Path answer = gdalwarp(cdl, "-r", name, "-t_srs", "EPSG:4326", "-et", "0");
        requireSame(cdl, answer, options(method, "0"), off, share);
    }

    private static void requireSame(Path original, Path answer, ResampleOptions options, double off, double share)
            throws IOException {
        try (RasterSource source = GeoTiffSource.open(original);
                RasterSource expected = GeoTiffSource.open(answer);
                RasterSource result = ResampledRaster.of(source, expected.grid(), options, 1 << 24)) {
            double[][] theirs = Cells.of(expected, 0);
            double[][] ours = Cells.of(result, 0);
            long different = 0;
            double count = 0;
            for (int row = 0; row < ours.length; row++) {
                for (int column = 0; column < ours[row].length; column++) {
                    boolean bothEmpty = Double.isNaN(ours[row][column]) && Double.isNaN(theirs[row][column]);
                    count++;
                    different += bothEmpty || Math.abs(ours[row][column] - theirs[row][column]) <= off ? 0 : 1;
                }
            }
            assertTrue(different <= share * count, different + " of " + count + " cells differ");
        }
    }

    private Path gdalwarp(Path source, String... options) throws IOException, InterruptedException {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "gdalwarp")));
        assumeTrue(found, "skipped: no gdalwarp to compare with on the PATH (gdal-bin)");
        Path answer = folder.resolve("answer.tif");
        List<String> command = new ArrayList<>(List.of("gdalwarp", "-q", "-srcnodata", "0", "-dstnodata", "0"));
        command.addAll(List.of(options));
        command.add(source.toString());
        command.add(answer.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
        return answer;
    }

    private static ResampleOptions options(Method method, String noData) {
        CellWeights weights = method == Method.MODE ? CellWeights.EQUAL : CellWeights.AREA;
        return new ResampleOptions(method, weights, TieRule.FIRST, noData(noData));
    }

    private static Optional<NoData> noData(String text) {
        return Optional.of(new NoData(text));
    }
}
