package dev.croft.zonal;

import dev.croft.core.raster.RasterSource;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;

/** Says in which block of a raster a zone begins: that of its first vertex. Confined to one thread. */
final class ZonePlacer {
    private final RasterSource raster;
    private final CellTransform toCells;
    private final PolygonBuffer polygon = new PolygonBuffer();
    private final double[] x = new double[1];
    private final double[] y = new double[1];

    ZonePlacer(RasterSource raster, CellTransform toCells) {
        this.raster = raster;
        this.toCells = toCells;
    }

    /** The block; the nearest one for a zone outside the raster, the first for one without usable geometry. */
    int block(ZoneBatch zones, int row) {
        if (zones.isNull(row)
                || WkbPolygons.read(zones.wkb(), zones.wkbOffset(row), zones.wkbLength(row), polygon)
                        != WkbPolygons.Result.POLYGON) {
            return 0;
        }
        x[0] = polygon.x()[0];
        y[0] = polygon.y()[0];
        toCells.transform(x, y, 0, 1);
        int column = within(x[0], raster.grid().columnCount());
        int line = within(y[0], raster.grid().rowCount());
        return line / raster.blockRowCount() * raster.blocksAcross() + column / raster.blockColumnCount();
    }

    /** The cell that a coordinate lies in, the first or last for one outside; NaN becomes the first. */
    private static int within(double coordinate, int count) {
        return (int) Math.min(count - 1.0, Math.max(0, coordinate));
    }
}
