package dev.croft.core.raster.gdal.jni;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.gdal.gdal.Band;
import org.gdal.gdal.Dataset;

/**
 * A raster that GDAL reads. Thread-safe: each reading thread has a dataset of its own while it reads, and there are as many as
 * ever read at once.
 */
final class GdalSource implements RasterSource {
    private static final String CRS_REMEDY =
            " Give the raster a CRS that Croft knows, for instance with gdal_edit -a_srs.";

    private final GdalFile file;
    private final GridGeometry grid;
    private final List<RasterBand> bands;
    private final BlockSize blockSize;
    private final int blockBytes;

    /** Idle readers, the last used first: what GDAL keeps for it is the warmest. */
    private final ConcurrentLinkedDeque<GdalReader> readers = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    static GdalSource open(Path path, Path shownAs) {
        GdalFile file = new GdalFile(path, shownAs);
        Dataset dataset = file.open();
        try {
            return new GdalSource(file, dataset);
        } catch (RuntimeException e) {
            dataset.delete();
            throw e;
        }
    }

    private GdalSource(GdalFile file, Dataset dataset) {
        this.file = file;
        this.bands = List.copyOf(GdalBands.of(file, dataset));
        this.grid = grid(file, dataset);
        int widest =
                bands.stream().mapToInt(band -> band.type().byteCount()).max().orElseThrow();
        Band first = dataset.GetRasterBand(1);
        this.blockSize =
                BlockSize.of(grid.columnCount(), grid.rowCount(), first.GetBlockXSize(), first.GetBlockYSize(), widest);
        this.blockBytes = Math.multiplyExact(Math.multiplyExact(blockSize.columnCount(), blockSize.rowCount()), widest);
        readers.add(new GdalReader(dataset, blockBytes));
    }

    private static GridGeometry grid(GdalFile file, Dataset dataset) {
        double[] found = dataset.GetGeoTransform();
        for (int i = 0; i < found.length; i++) {
            found[i] += 0.0; // some formats give -0.0 for a grid that is not rotated
        }
        try {
            GeoTransform transform = new GeoTransform(found[0], found[1], found[2], found[3], found[4], found[5]);
            return new GridGeometry(
                    crs(file, dataset.GetProjectionRef()),
                    transform,
                    dataset.getRasterXSize(),
                    dataset.getRasterYSize());
        } catch (IllegalArgumentException e) {
            throw file.damaged(
                    "GDAL_GEOREFERENCE",
                    "Cannot read the grid of " + file.shownAs() + ": its geotransform cannot be used (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static Crs crs(GdalFile file, String wkt) {
        if (wkt == null || wkt.isBlank()) {
            return Crs.UNKNOWN;
        }
        try {
            return Crs.parse(wkt);
        } catch (ConfigurationException e) {
            String reason = "Cannot use the CRS of " + file.shownAs() + ": " + e.getMessage();
            return Crs.unsupported(wkt, reason + CRS_REMEDY);
        }
    }

    @Override
    public String name() {
        return file.shownAs().toString();
    }

    @Override
    public GridGeometry grid() {
        return grid;
    }

    @Override
    public List<RasterBand> bands() {
        return bands;
    }

    @Override
    public int blockColumnCount() {
        return blockSize.columnCount();
    }

    @Override
    public int blockRowCount() {
        return blockSize.rowCount();
    }

    @Override
    public void readBlock(int band, int block, Object samples) {
        Objects.checkIndex(band, bands.size());
        Objects.checkIndex(block, blocksAcross() * blocksDown());
        SampleType type = bands.get(band).type();
        CellWindow window = blockWindow(block);
        GdalReader reader = borrow();
        try {
            if (!reader.read(band, type, window, blockSize.columnCount(), samples)) {
                throw file.damaged(
                        "GDAL_READ",
                        "Cannot read band " + (band + 1) + " of " + file.shownAs() + ", window " + window + ": "
                                + GdalCalls.said());
            }
        } finally {
            giveBack(reader);
        }
    }

    private GdalReader borrow() {
        GdalReader reader = readers.pollFirst();
        return reader == null ? new GdalReader(file.open(), blockBytes) : reader;
    }

    private void giveBack(GdalReader reader) {
        readers.addFirst(reader);
        if (closed) {
            closeReaders();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeReaders();
    }

    private void closeReaders() {
        for (GdalReader reader = readers.poll(); reader != null; reader = readers.poll()) {
            reader.close();
        }
    }
}
