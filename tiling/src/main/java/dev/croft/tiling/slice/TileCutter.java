package dev.croft.tiling.slice;

import dev.croft.tiling.slice.HalfPlaneClip.Axis;
import dev.croft.tiling.slice.HalfPlaneClip.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a polygon into its pieces in tiles and their buffers: columns of tiles first, then the rows of each column. Ranges of many
 * columns or rows are halved, and vertices far from either half left out ({@link HalfPlaneClip#thin}), so that the cost grows with
 * vertices times the logarithm of tiles, and with what comes out. Only the edges of tiles cut exactly, always west, east, north,
 * south: a piece depends on its tile and not on the range it was found through. Confined to one thread.
 */
final class TileCutter {
    /** Ranges of at most this many tiles are not halved any more. */
    private static final int FEW = 3;

    /** Takes the pieces. */
    interface Pieces {
        /** A piece, which may be the whole polygon; lent, and valid only if the polygon was and clipping kept it so. */
        void piece(long column, long row, LatticeRings rings);
    }

    private final long extent;
    private final long buffer;
    private final Pieces pieces;
    private final List<LatticeRings> buffers = new ArrayList<>();

    TileCutter(int extent, int bufferUnits, Pieces pieces) {
        this.extent = extent;
        this.buffer = bufferUnits;
        this.pieces = pieces;
    }

    /** Cuts a measured polygon; columns beyond the given ones are left out, and so are rows. */
    void cut(LatticeRings rings, long firstColumn, long lastColumn, long firstRow, long lastRow) {
        cutColumns(rings, firstColumn, lastColumn, firstRow, lastRow, 0);
    }

    /** The first tile, along either axis, that a polygon with this least coordinate enters by more than its edge. */
    long firstTile(long least) {
        return Math.floorDiv(least - buffer, extent);
    }

    /** The last tile that a polygon with this largest coordinate enters by more than its edge. */
    long lastTile(long most) {
        return -Math.floorDiv(-most - buffer, extent) - 1;
    }

    private void cutColumns(LatticeRings rings, long first, long last, long firstRow, long lastRow, int depth) {
        if (last - first >= FEW) {
            long middle = first + (last - first) / 2;
            LatticeRings half = buffer(depth);
            if (thin(rings, half, Axis.X, Side.BELOW, end(middle))) {
                cutColumns(half, first, middle, firstRow, lastRow, depth + 1);
            }
            if (thin(rings, half, Axis.X, Side.ABOVE, start(middle + 1))) {
                cutColumns(half, middle + 1, last, firstRow, lastRow, depth + 1);
            }
            return;
        }
        for (long column = first; column <= last; column++) {
            LatticeRings strip = rings;
            if (strip.minX < start(column)) {
                strip = clip(strip, buffer(depth), Axis.X, Side.ABOVE, start(column));
            }
            if (strip.maxX > end(column)) {
                strip = clip(strip, buffer(depth + 1), Axis.X, Side.BELOW, end(column));
            }
            if (!strip.isEmpty()) {
                long top = Math.max(firstRow, firstTile(strip.minY));
                long bottom = Math.min(lastRow, lastTile(strip.maxY));
                cutRows(strip, column, top, bottom, depth + 2);
            }
        }
    }

    private void cutRows(LatticeRings rings, long column, long first, long last, int depth) {
        if (last - first >= FEW) {
            long middle = first + (last - first) / 2;
            LatticeRings half = buffer(depth);
            if (thin(rings, half, Axis.Y, Side.BELOW, end(middle))) {
                cutRows(half, column, first, middle, depth + 1);
            }
            if (thin(rings, half, Axis.Y, Side.ABOVE, start(middle + 1))) {
                cutRows(half, column, middle + 1, last, depth + 1);
            }
            return;
        }
        for (long row = first; row <= last; row++) {
            LatticeRings piece = rings;
            if (piece.minY < start(row)) {
                piece = clip(piece, buffer(depth), Axis.Y, Side.ABOVE, start(row));
            }
            if (piece.maxY > end(row)) {
                piece = clip(piece, buffer(depth + 1), Axis.Y, Side.BELOW, end(row));
            }
            if (!piece.isEmpty()) {
                pieces.piece(column, row, piece);
            }
        }
    }

    private long start(long tile) {
        return tile * extent - buffer;
    }

    private long end(long tile) {
        return (tile + 1) * extent + buffer;
    }

    private LatticeRings buffer(int depth) {
        while (buffers.size() <= depth) {
            buffers.add(new LatticeRings());
        }
        return buffers.get(depth);
    }

    private static LatticeRings clip(LatticeRings in, LatticeRings out, Axis axis, Side side, long limit) {
        out.clear();
        for (int part = 0; part < in.partCount(); part++) {
            int shell = in.partStart(part);
            boolean kept = HalfPlaneClip.clip(in, shell, out, axis, side, limit);
            for (int ring = shell + 1; kept && ring < in.partEnd(part); ring++) {
                HalfPlaneClip.clip(in, ring, out, axis, side, limit);
            }
            out.endPart();
        }
        out.measure();
        return out;
    }

    private static boolean thin(LatticeRings in, LatticeRings out, Axis axis, Side side, long limit) {
        out.clear();
        for (int part = 0; part < in.partCount(); part++) {
            int shell = in.partStart(part);
            boolean kept = HalfPlaneClip.thin(in, shell, out, axis, side, limit);
            for (int ring = shell + 1; kept && ring < in.partEnd(part); ring++) {
                HalfPlaneClip.thin(in, ring, out, axis, side, limit);
            }
            out.endPart();
        }
        out.measure();
        return !out.isEmpty();
    }
}
