package dev.croft.core.raster.geotiff;

import dev.croft.core.grid.GeoTransform;
import java.io.IOException;

/** The affine map of an image, GeoTIFF 1.1 section 7.3, read as GDAL reads it. */
final class GeoReference {
    private static final GeoTransform CELLS_ONLY = new GeoTransform(0, 1, 0, 0, 0, 1);

    private GeoReference() {}

    /**
     * From pixel scale and tie point when both are there, else from the transformation matrix; a file with neither is not
     * placed in the world, and its map is that of its cells. A scale in y counts southwards whatever its sign. When the
     * raster type says that a pixel is a point, tie points are cell centres.
     */
    static GeoTransform of(TiffFile file, TiffDirectory tags, GeoKeys keys) throws IOException {
        double[] scale = tags.doubles(TiffTag.MODEL_PIXEL_SCALE, 3);
        double[] tie = tags.doubles(TiffTag.MODEL_TIEPOINT, 6);
        double[] matrix = tags.doubles(TiffTag.MODEL_TRANSFORMATION, 16);
        boolean scaled = scale.length >= 2 && scale[0] != 0 && scale[1] != 0 && tie.length == 6;
        if (!scaled && matrix.length < 16) {
            return CELLS_ONLY;
        }
        boolean isPoint = keys.code(GeoKeys.RASTER_TYPE) == GeoKeys.RASTER_PIXEL_IS_POINT;
        try {
            GeoTransform transform = scaled ? ofTie(scale, tie) : ofMatrix(matrix);
            return isPoint ? movedByHalfCell(transform) : transform;
        } catch (IllegalArgumentException e) {
            throw file.damaged("TIFF_GEOREFERENCE", "its geotransform cannot be used (" + e.getMessage() + ")", e);
        }
    }

    private static GeoTransform ofTie(double[] scale, double[] tie) {
        double rowY = -Math.abs(scale[1]);
        return new GeoTransform(tie[3] - tie[0] * scale[0], scale[0], 0, tie[4] - tie[1] * rowY, 0, rowY);
    }

    private static GeoTransform ofMatrix(double[] matrix) {
        return new GeoTransform(matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]);
    }

    private static GeoTransform movedByHalfCell(GeoTransform centres) {
        return new GeoTransform(
                centres.x(-0.5, -0.5),
                centres.columnX(),
                centres.rowX(),
                centres.y(-0.5, -0.5),
                centres.columnY(),
                centres.rowY());
    }
}
