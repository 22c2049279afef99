package dev.croft.core.raster.gdal.jni;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.SampleType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.gdal.gdal.Band;
import org.gdal.gdal.Dataset;
import org.gdal.gdalconst.gdalconstConstants;

/** A dataset of GDAL and a buffer for what is read from it. Used by one thread at a time. */
final class GdalReader {
    private final Dataset dataset;
    private final ByteBuffer buffer;

    GdalReader(Dataset dataset, int blockBytes) {
        this.dataset = dataset;
        this.buffer = ByteBuffer.allocateDirect(blockBytes).order(ByteOrder.nativeOrder());
    }

    /**
     * Reads a window of a band into {@code samples}, whose rows lie {@code columnCount} samples apart.
     *
     * @return whether it could be read; {@link GdalCalls#said} tells why not
     */
    boolean read(int band, SampleType type, CellWindow window, int columnCount, Object samples) {
        Band from = dataset.GetRasterBand(band + 1);
        int result = GdalCalls.quietly(() -> from.ReadRaster_Direct(
                window.column(),
                window.row(),
                window.columnCount(),
                window.rowCount(),
                window.columnCount(),
                window.rowCount(),
                from.getDataType(),
                buffer,
                type.byteCount(),
                columnCount * type.byteCount()));
        if (result != gdalconstConstants.CE_None || GdalCalls.failed()) {
            return false;
        }
        copy((window.rowCount() - 1) * columnCount + window.columnCount(), samples);
        return true;
    }

    private void copy(int count, Object samples) {
        if (samples instanceof byte[] bytes) {
            buffer.get(0, bytes, 0, count);
        } else if (samples instanceof short[] shorts) {
            buffer.asShortBuffer().get(shorts, 0, count);
        } else if (samples instanceof int[] ints) {
            buffer.asIntBuffer().get(ints, 0, count);
        } else if (samples instanceof long[] longs) {
            buffer.asLongBuffer().get(longs, 0, count);
        } else if (samples instanceof float[] floats) {
            buffer.asFloatBuffer().get(floats, 0, count);
        } else {
            buffer.asDoubleBuffer().get((double[]) samples, 0, count);
        }
    }

    void close() {
        dataset.delete();
    }
}
