package dev.croft.zonal;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.zonal.cells.ZoneCells;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One zone after the other over the bands that share a grid: its vertices are transformed and its cells found once, then every
 * band tallies them. On a grid of longitudes a zone is looked for a whole turn further east and west as well, so that one across
 * the antimeridian finds all its cells, each once, whether its longitudes go on beyond 180 degrees or the grid's do. Confined to
 * one thread.
 */
final class GridTallies implements Closeable {
    private static final double DEGREES_IN_A_TURN = 360;

    private final GridGeometry grid;
    private final CellTransform toCells;
    private final EdgeRefiner refiner;
    private final ZoneCells cells;
    private final BandTally[] bands;
    private final double columnsInATurn;
    private final BoundingBox box = new BoundingBox();
    private final PolygonBuffer turns = new PolygonBuffer();

    /** Takes ownership of {@code bands}. */
    GridTallies(GridGeometry grid, CellTransform toCells, EdgeRefiner refiner, ZoneCells cells, List<BandTally> bands) {
        this.grid = grid;
        this.toCells = toCells;
        this.refiner = refiner;
        this.cells = cells;
        this.bands = bands.toArray(BandTally[]::new);
        this.columnsInATurn = grid.crs().isKnown() && grid.crs().isGeographic()
                ? DEGREES_IN_A_TURN / grid.transform().cellWidth()
                : 0;
    }

    int bandCount() {
        return bands.length;
    }

    /** One of the bands on this grid, from 0. */
    BandTally band(int i) {
        return bands[i];
    }

    /**
     * Tallies a zone's cells in every band; what was tallied before must have been summarised.
     *
     * @param polygon in the zones' CRS; its coordinates are changed
     * @return why the zone has no cells, null when it may have some
     */
    ZoneReason tally(PolygonBuffer polygon) throws IOException {
        box.measure(polygon);
        boolean needsRefining = !toCells.keepsEdgesStraight() && !refiner.hasShortEdges(box);
        if (needsRefining) {
            PolygonBuffer refined = refiner.refine(polygon);
            return refined == null ? ZoneReason.OUTSIDE_RASTER : tallyInCells(refined);
        }
        toCells.transform(polygon.x(), polygon.y(), 0, polygon.vertexCount());
        return tallyInCells(polygon);
    }

    private ZoneReason tallyInCells(PolygonBuffer polygon) throws IOException {
        box.measure(polygon);
        if (!isMeasurable()) {
            return ZoneReason.OUTSIDE_RASTER;
        }
        boolean sticksOut = box.west() < 0 || box.east() > grid.columnCount();
        if (columnsInATurn > 0 && sticksOut) {
            addTurns(polygon);
            return turns.partCount() == 0 ? ZoneReason.OUTSIDE_RASTER : tallyHere(turns);
        }
        return tallyHere(polygon);
    }

    /** Makes the zone and its copies a turn further east and west one multipolygon, whose parts may overlap. */
    private void addTurns(PolygonBuffer polygon) {
        turns.clear();
        for (int turn = -1; turn <= 1; turn++) {
            double columns = turn * columnsInATurn;
            if (box.west() + columns < grid.columnCount() && box.east() + columns > 0) {
                for (int part = 0; part < polygon.partCount(); part++) {
                    addPart(polygon, part, columns);
                }
            }
        }
        if (turns.partCount() > 0) {
            box.measure(turns);
        }
    }

    private void addPart(PolygonBuffer polygon, int part, double columns) {
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            int from = polygon.ringStart(ring);
            int count = polygon.ringEnd(ring) - from;
            turns.reserve(count);
            int to = turns.vertexCount();
            for (int i = 0; i < count; i++) {
                turns.x()[to + i] = polygon.x()[from + i] + columns;
                turns.y()[to + i] = polygon.y()[from + i];
            }
            turns.addRing(count);
        }
        turns.addPart();
    }

    private ZoneReason tallyHere(PolygonBuffer polygon) throws IOException {
        boolean onGrid =
                box.west() < grid.columnCount() && box.east() > 0 && box.south() < grid.rowCount() && box.north() > 0;
        if (!onGrid) {
            return ZoneReason.OUTSIDE_RASTER;
        }
        if (!cells.begin(polygon, box.west(), box.south(), box.east(), box.north())) {
            return ZoneReason.INVALID_GEOMETRY;
        }
        while (cells.nextBand()) {
            for (BandTally band : bands) {
                band.add(cells);
            }
        }
        return null;
    }

    /** Whether all coordinates are numbers within reason. */
    private boolean isMeasurable() {
        double farthest = ZoneCells.FARTHEST;
        return box.west() > -farthest && box.east() < farthest && box.south() > -farthest && box.north() < farthest;
    }

    @Override
    public void close() {
        for (BandTally band : bands) {
            band.close();
        }
    }
}
