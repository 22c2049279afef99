package dev.croft.resample;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterSource;

/**
 * A raster placed by its own cells: column and row are x and -y. So overviews follow from the cells alone, also of grids that are
 * rotated or run round the globe.
 */
final class RasterInCells extends DerivedRaster {
    /** Any in which coordinates do not repeat. */
    private static final Crs PLANE = Crs.ofEpsg(3857);

    private final GridGeometry grid;

    RasterInCells(RasterSource raster) {
        super(raster);
        this.grid =
                gridOf(raster.grid(), raster.grid().columnCount(), raster.grid().rowCount());
    }

    /** A grid of so many cells that spans all cells of {@code whole}, and is placed by those. */
    static GridGeometry gridOf(GridGeometry whole, int columnCount, int rowCount) {
        double width = (double) whole.columnCount() / columnCount;
        double height = (double) whole.rowCount() / rowCount;
        return new GridGeometry(PLANE, GeoTransform.northUp(0, 0, width, height), columnCount, rowCount);
    }

    @Override
    public GridGeometry grid() {
        return grid;
    }
}
