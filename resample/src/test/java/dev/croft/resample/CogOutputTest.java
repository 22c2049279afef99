package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.geotiff.Compression;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import dev.croft.core.run.RunContext;
import dev.croft.core.run.Scratch;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CogOutputTest {
    private static final GeoTiffOptions TILES =
            GeoTiffOptions.DEFAULT.withTileSize(16, 16).withCompression(Compression.ZSTD, 3);

    private static final String VALIDATE = """
            import sys
            from osgeo import gdal
            from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
            warnings, errors, details = validate(sys.argv[1], full_check=True)
            print(len(details['ifd_offsets']), warnings, errors)
            """;

    /** Prints how many overviews there are, and how many of their cells differ from those that GDAL makes. */
    private static final String COMPARE_AVERAGES = """
            import sys
            from osgeo import gdal
            gdal.UseExceptions()
            cog = gdal.Open(sys.argv[1])
            gdal.Translate(sys.argv[2], cog, creationOptions=['COMPRESS=NONE'])
            other = gdal.Open(sys.argv[2], gdal.GA_Update)
            count = cog.GetRasterBand(1).GetOverviewCount()
            other.BuildOverviews('AVERAGE', [2 ** (i + 1) for i in range(count)])
            different = 0
            for i in range(count):
                ours = cog.GetRasterBand(1).GetOverview(i).ReadAsArray().astype('float64')
                theirs = other.GetRasterBand(1).GetOverview(i).ReadAsArray().astype('float64')
                assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
                different += int((abs(ours - theirs) > 1e-5).sum())
            print(count, different)
            """;

    /** Of the first overview: cells of which one value is the most frequent, and those of them that differ. */
    private static final String COMPARE_MODES = """
            import sys
            import numpy
            from osgeo import gdal
            gdal.UseExceptions()
            cog = gdal.Open(sys.argv[1])
            gdal.Translate(sys.argv[2], cog, creationOptions=['COMPRESS=NONE'])
            other = gdal.Open(sys.argv[2], gdal.GA_Update)
            other.BuildOverviews('MODE', [2])
            cells = cog.ReadAsArray()
            four = numpy.stack([cells[y::2, x::2] for y in (0, 1) for x in (0, 1)])
            counts = numpy.stack([(four == value).sum(0) for value in range(1, 20)])
            clear = (counts == counts.max(0)).sum(0) == 1
            ours = cog.GetRasterBand(1).GetOverview(0).ReadAsArray()
            theirs = other.GetRasterBand(1).GetOverview(0).ReadAsArray()
            print(int(clear.sum()), int((ours != theirs)[clear].sum()))
            """;

    @TempDir
    private Path folder;

    private static ArrayRaster raster(SampleType type, int columns, int rows) {
        Random random = new Random(columns);
        double[][] cells = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                boolean empty = random.nextInt(10) == 0 || (column > 40 && row > 30);
                cells[row][column] = empty ? 0 : 1 + random.nextInt(4) + (column / 8) % 3;
            }
        }
        return ArrayRaster.of(type, cells).withNoData("0").withBlocks(16, 16);
    }

    private Path write(RasterSource raster, Method method, GeoTiffOptions tiles, int threads) throws IOException {
        Path file = folder.resolve("cog-" + threads + ".tif");
        ResampleOptions overviews = new ResampleOptions(method, CellWeights.AREA, TieRule.SMALLEST, Optional.empty());
        try (RunContext context = RunContext.named("test").threads(threads).build()) {
            CogOutput.write(raster, file, overviews, tiles, "raster", 1 << 24, context);
        }
        return file;
    }

    /** All levels, the raster first, each read from a copy of the file whose header points at its directory. */
    private List<double[][]> levels(Path cog) throws IOException {
        List<double[][]> levels = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(cog)).order(ByteOrder.LITTLE_ENDIAN);
        for (int directory = bytes.getInt(4); directory != 0; ) {
            Path file = folder.resolve("level.tif");
            bytes.putInt(4, directory);
            Files.write(file, bytes.array());
            try (RasterSource level = GeoTiffSource.open(file)) {
                levels.add(Cells.of(level, 0));
            }
            directory = bytes.getInt(directory + 2 + 12 * bytes.getShort(directory));
        }
        return levels;
    }

    @ParameterizedTest
    @CsvSource({
        "MODE, UINT8, 75, 41",
        "AVERAGE, UINT8, 75, 41",
        "AVERAGE, FLOAT32, 75, 41",
        "AVERAGE, FLOAT64, 130, 17",
        "MODE, INT16, 33, 200"
    })
    void eachOverviewFollowsFromTheLevelBefore(Method method, SampleType type, int columns, int rows)
            throws IOException {
        ArrayRaster raster = raster(type, columns, rows);
        List<double[][]> levels = levels(write(raster, method, TILES, 2));
        assertArrayEquals(Cells.of(raster, 0), levels.get(0));
        double rounding = method == Method.AVERAGE && !type.isFloating() ? 0.5 + 1e-9 : 1e-5;
        for (int i = 1; i < levels.size(); i++) {
            double[][] expected = halved(levels.get(i - 1), method);
            for (int row = 0; row < expected.length; row++) {
                assertArrayEquals(expected[row], levels.get(i)[row], rounding, "overview " + i + ", row " + row);
            }
            assertEquals(expected.length, levels.get(i).length);
        }
        double[][] last = levels.get(levels.size() - 1);
        assertTrue(last.length <= 16 && last[0].length <= 16);
        double[][] before = levels.get(levels.size() - 2);
        assertTrue(before.length > 16 || before[0].length > 16);
    }

    /** Every cell against every cell, by the length of their overlap. */
    private static double[][] halved(double[][] cells, Method method) {
        double[][] half = new double[(cells.length + 1) / 2][(cells[0].length + 1) / 2];
        for (int row = 0; row < half.length; row++) {
            for (int column = 0; column < half[0].length; column++) {
                TreeMap<Double, Double> areas = new TreeMap<>();
                for (int y = 0; y < cells.length; y++) {
                    for (int x = 0; x < cells[0].length; x++) {
                        double area = overlap(row, half.length, y, cells.length)
                                * overlap(column, half[0].length, x, cells[0].length);
                        if (area > 1e-9 && !Double.isNaN(cells[y][x])) {
                            areas.merge(cells[y][x], area, Double::sum);
                        }
                    }
                }
                half[row][column] = method == Method.MODE ? mostFrequent(areas) : mean(areas);
            }
        }
        return half;
    }

    private static double overlap(int cell, int count, int below, int countBelow) {
        double size = (double) countBelow / count;
        return Math.max(0, Math.min((cell + 1) * size, below + 1) - Math.max(cell * size, below));
    }

    private static double mostFrequent(SortedMap<Double, Double> areas) {
        double most = areas.values().stream().mapToDouble(area -> area).max().orElse(0);
        return areas.entrySet().stream()
                .filter(area -> area.getValue() > most - 1e-9)
                .mapToDouble(area -> area.getKey())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double mean(SortedMap<Double, Double> areas) {
        double area = areas.values().stream().mapToDouble(value -> value).sum();
        double total = areas.entrySet().stream()
                .mapToDouble(entry -> entry.getKey() * entry.getValue())
                .sum();
        return areas.isEmpty() ? Double.NaN : total / area;
    }

    @Test
    void threadsDoNotShowInTheFile() throws IOException {
        ArrayRaster raster = raster(SampleType.UINT8, 200, 150);
        Path one = write(raster, Method.MODE, TILES, 1);
        assertEquals(-1, Files.mismatch(one, write(raster, Method.MODE, TILES, 2)));
        assertEquals(-1, Files.mismatch(one, write(raster, Method.MODE, TILES, 8)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"NONE", "DEFLATE", "ZSTD"})
    void gdalFindsNothingToSay(Compression compression) throws IOException, InterruptedException {
        GeoTiffOptions tiles = TILES.withCompression(compression, 3);
        Path cog = write(raster(SampleType.UINT8, 75, 41), Method.MODE, tiles, 2);
        assertEquals("4 [] []\n", PythonGdal.run(VALIDATE, cog));
    }

    @Test
    void gdalFindsNothingToSayOfLargeTilesBandsAndBigTiff() throws IOException, InterruptedException {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < 1100; i++) {
            row.append(i % 7).append(' ');
        }
        String[] rows = new String[600];
        Arrays.fill(rows, row.toString());
        ArrayRaster raster = ArrayRaster.ofText(SampleType.INT16, rows)
                .withBandOfText(SampleType.INT16, rows)
                .withNoData("-1")
                .withBlocks(512, 512);
        GeoTiffOptions tiles = TILES.withTileSize(512, 512).withOffsetSize(GeoTiffOptions.OffsetSize.BIG);
        Path cog = write(raster, Method.AVERAGE, tiles, 2);
        assertEquals("3 [] []\n", PythonGdal.run(VALIDATE, cog));
        assertEquals(43, Files.readAllBytes(cog)[2]);
        try (RasterSource read = GeoTiffSource.open(cog)) {
            assertArrayEquals(Cells.of(raster, 1), Cells.of(read, 1));
        }
    }

    /** Sizes that halve evenly: GDAL, too, weighs by area then. */
    @ParameterizedTest
    @EnumSource(
            value = SampleType.class,
            names = {"FLOAT32", "UINT8"})
    void averagesAreThoseOfGdal(SampleType type) throws IOException, InterruptedException {
        Path cog = write(raster(type, 128, 96), Method.AVERAGE, TILES, 2);
        assertEquals("3 0\n", PythonGdal.run(COMPARE_AVERAGES, cog, folder.resolve("other.tif")));
    }

    /** Where one class is most frequent; of equals GDAL takes the first and Croft, unless asked, the smallest. */
    @Test
    void modesAreThoseOfGdal() throws IOException, InterruptedException {
        Path cog = write(raster(SampleType.UINT8, 128, 96), Method.MODE, TILES, 2);
        String[] found = PythonGdal.run(COMPARE_MODES, cog, folder.resolve("other.tif"))
                .strip()
                .split(" ", -1);
        assertTrue(Integer.parseInt(found[0]) > 1000, found[0] + " cells compared");
        assertEquals("0", found[1], "cells that differ");
    }

    @Test
    void theRasterKeepsWhatItSaysAndReadersOfItSeeNoOverviews() throws IOException {
        List<Integer> palette = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            palette.add(0xFF000000 | i << 8);
        }
        ArrayRaster raster = raster(SampleType.UINT8, 75, 41)
                .withPalette(palette)
                .withGrid(Crs.ofEpsg(4326), new GeoTransform(-180, 4.8, 0, 90, 0, -4));
        Path cog = write(raster, Method.MODE, TILES, 2);
        try (RasterSource read = GeoTiffSource.open(cog)) {
            assertEquals(raster.bands(), read.bands());
            assertEquals(raster.grid().transform(), read.grid().transform());
            assertTrue(raster.grid().crs().isEquivalentTo(read.grid().crs()));
            assertArrayEquals(Cells.of(raster, 0), Cells.of(read, 0));
        }
        String text = Files.readString(cog, StandardCharsets.ISO_8859_1);
        assertEquals(2, text.split("STATISTICS_MEAN", -1).length, "statistics of the raster alone");
    }

    @Test
    void rotatedGridsHaveOverviewsToo() throws IOException {
        ArrayRaster raster = raster(SampleType.UINT8, 40, 40)
                .withGrid(ArrayRaster.CRS, new GeoTransform(100, 17.32, 5, 200, 10, -8.66));
        assertEquals(3, levels(write(raster, Method.MODE, TILES, 2)).size());
    }

    @Test
    void rasterOfOneTileHasNoOverviews() throws IOException {
        assertEquals(
                1,
                levels(write(raster(SampleType.UINT8, 16, 16), Method.MODE, TILES, 2))
                        .size());
    }

    @Test
    void temporaryFilesThatCannotFitStopTheRunBeforeItBegins() throws IOException {
        RasterSource vast = CroppedRaster.of(
                raster(SampleType.FLOAT64, 16, 16),
                new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(0, 16, 1, 1), 200_000_000, 200_000_000));
        Path file = folder.resolve("vast.tif");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        ResampleOptions options =
                new ResampleOptions(Method.AVERAGE, CellWeights.AREA, TieRule.SMALLEST, Optional.empty());
        try (RunContext context =
                RunContext.named("test").threads(1).temporaryFolder(scratch).build()) {
            ResourceException e = assertThrows(
                    ResourceException.class,
                    () -> CogOutput.write(vast, file, options, TILES, "vast", 1 << 24, context));
            assertTrue(e.getMessage().contains("vast.tif") && e.getMessage().contains(Scratch.OPTION), e.getMessage());
        }
        assertTrue(Files.notExists(file));
        try (Stream<Path> left = Files.walk(scratch)) {
            assertEquals(0, left.filter(CogOutputTest::isLevel).count());
        }
    }

    @Test
    void nothingTemporaryIsLeft() throws IOException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        ResampleOptions options =
                new ResampleOptions(Method.MODE, CellWeights.AREA, TieRule.SMALLEST, Optional.empty());
        try (RunContext context =
                RunContext.named("test").threads(1).temporaryFolder(scratch).build()) {
            RasterSource raster = raster(SampleType.UINT8, 75, 41);
            CogOutput.write(raster, folder.resolve("a.tif"), options, TILES, "a", 1 << 24, context);
            try (Stream<Path> left = Files.walk(scratch)) {
                assertEquals(0, left.filter(CogOutputTest::isLevel).count());
            }
        }
    }

    private static boolean isLevel(Path file) {
        return file.toString().endsWith(".tif");
    }
}
