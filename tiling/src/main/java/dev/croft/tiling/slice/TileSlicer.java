package dev.croft.tiling.slice;

import dev.croft.core.vector.PolygonBuffer;
import dev.croft.tiling.slice.FragmentCheck.Verdict;
import dev.croft.tiling.slice.SliceCounts.Mending;
import dev.croft.tiling.tile.TileId;

/**
 * Slices polygons into valid fragments, tile by tile, for a range of zooms. Confined to one thread and reused; nothing is allocated
 * for a usual polygon.
 *
 * <p>At each zoom: a polygon of less source area than the gate is dust. Otherwise its vertices are rounded half up to the lattice
 * of the zoom, each by itself, so that neighbours' borders stay identical; repeated and collinear vertices and spikes go,
 * exactly, which changes no border; a polygon with nothing left is dust. A polygon that fits in a tile and its buffer is checked,
 * mended if need be and encoded once; else it is clipped to each tile it enters and every piece is. A zoom at which mending
 * leaves nothing has dust as well.
 *
 * <p>Lattice coordinates are longs from the world's north-west corner (36 bits at zoom 22 with 8192 units per tile); products of
 * their differences are taken only where the differences are known to fit, within a tile, or by exact wider arithmetic.
 */
public final class TileSlicer {
    /** How far around the world, either way, {@code x} may lie beyond 0 to 1. */
    public static final int MOST_TURNS = 8;

    private final SliceOptions options;
    private final FragmentSink sink;
    private final int extent;
    private final TileCutter cutter;
    private final FragmentCheck check = new FragmentCheck();
    private final FragmentRepair repair = new FragmentRepair(check, new Arrangement());
    private final CommandEncoder encoder = new CommandEncoder();
    private final PolygonMeasure measure = new PolygonMeasure();
    private final SliceCounts counts = new SliceCounts();
    private final LatticeRings snapped = new LatticeRings();
    private final LatticeRings copies = new LatticeRings();
    private final LatticeRings mended = new LatticeRings();
    private final PolygonBuffer clamped = new PolygonBuffer();

    /** Number of the tile last asked for, by zoom: polygons in succession are mostly in the same. */
    private final long[] lastIds = new long[SliceOptions.MOST_ZOOM + 1];

    private final int[] lastColumns = new int[SliceOptions.MOST_ZOOM + 1];
    private final int[] lastRows = new int[SliceOptions.MOST_ZOOM + 1];

    private int zoom;
    private boolean anyFragment;

    /** Whether the encoder holds the polygon at hand, unclipped, and if what it holds is a fragment at all. */
    private boolean wholeEncoded;

    private boolean hasCommands;

    public TileSlicer(SliceOptions options, FragmentSink sink) {
        this.options = options;
        this.sink = sink;
        this.extent = options.extent();
        this.cutter = new TileCutter(extent, options.bufferUnits(), this::piece);
        for (int z = 0; z < lastIds.length; z++) {
            lastIds[z] = TileId.firstOf(z);
        }
    }

    /**
     * Hands the fragments of a polygon to the sink.
     *
     * @param polygon in world coordinates: 0 to 1 across, {@code x} pointing east and {@code y} south. {@code x} beyond 0 to 1 wraps
     *     around, {@code y} is clamped. Rings are open or closed and run either way
     */
    public SliceOutcome slice(PolygonBuffer polygon) {
        PolygonBuffer source = polygon;
        boolean finite = measure.measure(source);
        if (finite && (measure.north() < 0 || measure.south() > 1)) {
            clamp(polygon);
            source = clamped;
            finite = measure.measure(source);
        }
        if (!finite || measure.west() < -MOST_TURNS || measure.east() > MOST_TURNS + 1) {
            return SliceOutcome.UNPLACED;
        }
        if (!measure.anyInside()) {
            return SliceOutcome.EMPTY;
        }
        for (int z = options.minZoom(); z <= options.maxZoom(); z++) {
            zoom = z;
            anyFragment = false;
            wholeEncoded = false;
            sliceZoom(source);
            if (!anyFragment) {
                sink.dust(z);
            }
        }
        return SliceOutcome.SLICED;
    }

    /** Area of the polygon last sliced, shells less holes, in units of the world's square; not of an {@code UNPLACED} one. */
    public double worldArea() {
        return measure.area();
    }

    /** A point inside the polygon last sliced, from 0 to less than 1; only of a {@code SLICED} one. See {@link #worldY}. */
    public double worldX() {
        return measure.insideX() - Math.floor(measure.insideX());
    }

    /**
     * With {@link #worldX} a point inside: the centroid of the largest part, or, when that is not inside of it, one on a horizontal
     * line near it. The same for any first vertex and direction of rings, but for the rounding of sums.
     */
    public double worldY() {
        return measure.insideY();
    }

    /** Fragments so far; lent. */
    public SliceCounts counts() {
        return counts;
    }

    private void clamp(PolygonBuffer polygon) {
        clamped.clear();
        for (int part = 0; part < polygon.partCount(); part++) {
            for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
                int start = polygon.ringStart(ring);
                int count = polygon.ringEnd(ring) - start;
                clamped.reserve(count);
                int at = clamped.vertexCount();
                System.arraycopy(polygon.x(), start, clamped.x(), at, count);
                for (int i = 0; i < count; i++) {
                    clamped.y()[at + i] = Math.max(0, Math.min(1, polygon.y()[start + i]));
                }
                clamped.addRing(count);
            }
            clamped.addPart();
        }
    }

    private void sliceZoom(PolygonBuffer source) {
        double across = Math.scalb(1.0, zoom);
        double pixelsAcross = across * SliceOptions.PIXELS_ACROSS;
        if (measure.area() * pixelsAcross * pixelsAcross < options.minAreaPixels2()) {
            return;
        }
        int step = options.step(zoom);
        double scale = across * extent / step;
        if (round(measure.west(), scale) == round(measure.east(), scale)
                || round(measure.north(), scale) == round(measure.south(), scale)) {
            return;
        }
        snap(source, scale, step);
        if (snapped.isEmpty()) {
            return;
        }
        snapped.measure();
        cut();
    }

    private static long round(double world, double scale) {
        return (long) Math.floor(world * scale + 0.5);
    }

    private void snap(PolygonBuffer source, double scale, int step) {
        double[] x = source.x();
        double[] y = source.y();
        snapped.clear();
        snapped.reserve(source.vertexCount());
        for (int part = 0; part < source.partCount(); part++) {
            int shell = source.partStart(part);
            boolean kept = true;
            for (int ring = shell; kept && ring < source.partEnd(part); ring++) {
                int end = source.ringEnd(ring);
                for (int i = source.ringStart(ring); i < end; i++) {
                    snapped.push(round(x[i], scale) * step, round(y[i], scale) * step);
                }
                kept = snapped.endRing() || ring > shell;
            }
            snapped.endPart();
        }
    }

    private void cut() {
        long tilesAcross = 1L << zoom;
        long firstColumn = cutter.firstTile(snapped.minX);
        long lastColumn = cutter.lastTile(snapped.maxX);
        long firstRow = Math.max(0, cutter.firstTile(snapped.minY));
        long lastRow = Math.min(tilesAcross - 1, cutter.lastTile(snapped.maxY));
        if (lastColumn - firstColumn < tilesAcross) {
            cutter.cut(snapped, firstColumn, lastColumn, firstRow, lastRow);
        } else {
            copyAround(firstColumn, lastColumn);
            cutter.cut(copies, 0, tilesAcross - 1, firstRow, lastRow);
        }
    }

    /** Puts a copy of the polygon on each turn around the world on which it enters tiles of the first turn. */
    private void copyAround(long firstColumn, long lastColumn) {
        long turn = (long) extent << zoom;
        copies.clear();
        for (long i = Math.floorDiv(firstColumn, 1L << zoom); i <= Math.floorDiv(lastColumn, 1L << zoom); i++) {
            for (int part = 0; part < snapped.partCount(); part++) {
                for (int ring = snapped.partStart(part); ring < snapped.partEnd(part); ring++) {
                    copies.copyRing(snapped, ring, -i * turn);
                }
                copies.endPart();
            }
        }
        copies.measure();
    }

    /** Tiles that the polygon lies in whole share one encoding. */
    private void piece(long column, long row, LatticeRings rings) {
        boolean whole = rings == snapped;
        if (!whole || !wholeEncoded) {
            encode(rings);
            wholeEncoded = whole;
        }
        if (hasCommands) {
            anyFragment = true;
            encoder.place(column * extent, row * extent);
            int start = encoder.start();
            long id = tileId((int) (column & (1L << zoom) - 1), (int) row);
            sink.polygon(id, encoder.bytes(), start, encoder.end() - start);
        }
    }

    private void encode(LatticeRings rings) {
        orient(rings);
        LatticeRings valid = rings;
        Mending mending = Mending.NONE;
        if (check.check(rings) != Verdict.VALID) {
            mending = repair.repair(rings, mended);
            valid = mended;
        }
        counts.increment(zoom, mending);
        hasCommands = !valid.isEmpty();
        if (hasCommands) {
            encoder.encode(valid);
        }
    }

    private long tileId(int column, int row) {
        if (lastColumns[zoom] != column || lastRows[zoom] != row) {
            lastColumns[zoom] = column;
            lastRows[zoom] = row;
            lastIds[zoom] = TileId.of(zoom, column, row);
        }
        return lastIds[zoom];
    }

    private static void orient(LatticeRings rings) {
        for (int part = 0; part < rings.partCount(); part++) {
            int shell = rings.partStart(part);
            for (int ring = shell; ring < rings.partEnd(part); ring++) {
                if (rings.doubleArea(ring) > 0 != (ring == shell)) {
                    rings.reverse(ring);
                }
            }
        }
    }
}
