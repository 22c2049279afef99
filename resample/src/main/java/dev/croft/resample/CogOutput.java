package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.geotiff.CogWriter;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.run.ByteSize;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.core.run.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes a raster source to a Cloud Optimized GeoTIFF. The raster and each overview first become temporary files, so memory does
 * not grow with the raster; an overview is made from the level before it, has half its columns and rows (rounded up) and spans the
 * same extent, as readers take it. There are overviews until one fits a tile. The file is the same for any number of threads.
 */
final class CogOutput {
    private final Path folder;
    private final ResampleOptions overviews;
    private final GeoTiffOptions tiles;
    private final String name;
    private final long cacheBytes;
    private final RunContext context;
    private final List<Path> levels = new ArrayList<>();

    private CogOutput(
            Path folder,
            ResampleOptions overviews,
            GeoTiffOptions tiles,
            String name,
            long cacheBytes,
            RunContext context) {
        this.folder = folder;
        this.overviews = overviews;
        this.tiles = tiles;
        this.name = name;
        this.cacheBytes = cacheBytes;
        this.context = context;
    }

    /**
     * Writes all of {@code raster}, whose blocks become the tiles, to {@code file}.
     *
     * @param overviews how a level follows from the one before
     * @param cacheBytes decoded tiles to keep while overviews are made
     * @throws ResourceException when temporary files do not fit
     */
    static void write(
            RasterSource raster,
            Path file,
            ResampleOptions overviews,
            GeoTiffOptions tiles,
            String name,
            long cacheBytes,
            RunContext context)
            throws IOException {
        Path scratch = context.scratch().directoryFor(file, mostTemporaryBytes(raster));
        Path folder = Files.createTempDirectory(scratch, "cog");
        CogOutput output = new CogOutput(folder, overviews, tiles, name, cacheBytes, context);
        try {
            output.writeLevels(raster);
            output.assemble(file);
        } finally {
            output.removeLevels();
        }
    }

    /** All tiles uncompressed: overviews take a third of what the raster takes; a tile may grow a little when compressed. */
    private static long mostTemporaryBytes(RasterSource raster) {
        long tileCells = (long) raster.blockColumnCount() * raster.blockRowCount();
        long cells = tileCells * raster.blocksAcross() * raster.blocksDown();
        long bytes =
                cells * raster.bands().size() * raster.bands().get(0).type().byteCount();
        return bytes + bytes / 3 + bytes / 100 + (1 << 20);
    }

    private void writeLevels(RasterSource raster) throws IOException {
        Path level = writeLevel(raster, name);
        for (GridGeometry grid = raster.grid(); reachesBeyondTile(grid); ) {
            try (RasterSource below = new RasterInCells(RasterSources.open(level, (zip, bytes) -> folder))) {
                grid = RasterInCells.gridOf(grid, half(grid.columnCount()), half(grid.rowCount()));
                RasterSource overview = ResampledRaster.of(below, grid, overviews, cacheBytes)
                        .withBlocks(raster.blockColumnCount(), raster.blockRowCount());
                level = writeLevel(overview, name + ", overview " + levels.size());
            }
        }
    }

    private boolean reachesBeyondTile(GridGeometry grid) {
        return grid.columnCount() > tiles.blockColumnCount() || grid.rowCount() > tiles.blockRowCount();
    }

    private static int half(int count) {
        return (count + 1) / 2;
    }

    private Path writeLevel(RasterSource raster, String task) throws IOException {
        Path level = folder.resolve("level" + levels.size() + ".tif");
        levels.add(level);
        try {
            RasterOutput.write(raster, level, tiles, task, context);
        } catch (IOException e) {
            if (e.getMessage() == null || !e.getMessage().startsWith("Cannot write " + level)) {
                throw e;
            }
            throw new ResourceException(
                    "Cannot write the temporary files of " + name + " in " + folder.getParent()
                            + ": the disk failed or is full, with "
                            + ByteSize.format(folder.toFile().getUsableSpace())
                            + " free. Make room, or name a larger local folder with " + Scratch.OPTION,
                    e);
        }
        return level;
    }

    private void assemble(Path file) throws IOException {
        try (CogWriter writer = CogWriter.of(levels);
                Progress.Task task =
                        context.progress().start(name + ", as COG", "tiles", OptionalLong.of(writer.tileCount()))) {
            writer.write(file, tiles.offsetSize(), () -> {
                context.safePoint();
                task.advance(1);
            });
        }
    }

    private void removeLevels() throws IOException {
        for (Path level : levels) {
            Files.deleteIfExists(level);
        }
        Files.deleteIfExists(folder);
    }
}
