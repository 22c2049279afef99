package dev.croft.cli.picture;

import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;

/**
 * How much of each pixel of a panel a shape covers, 0 to 1. A shape is gathered whole before it is painted, so that
 * a line does not darken where its pieces meet. Confined to one thread; reused shape by shape.
 */
final class Mask {
    private static final int LINES_PER_PIXEL = 4;

    private final int width;
    private final int height;
    private final float[] coverage;
    private double[] crossings = new double[64];
    private int firstColumn;
    private int firstRow;
    private int endColumn;
    private int endRow;

    Mask(int width, int height) {
        this.width = width;
        this.height = height;
        this.coverage = new float[width * height];
    }

    /** Gathers the inside of a polygon in panel pixels, even-odd. */
    void fill(PolygonBuffer polygon) {
        begin(polygon, 0);
        for (int row = firstRow; row < endRow; row++) {
            for (int line = 0; line < LINES_PER_PIXEL; line++) {
                fillLine(row, findCrossings(polygon, row + (line + 0.5) / LINES_PER_PIXEL));
            }
        }
    }

    /** Gathers the rings of a polygon in panel pixels as lines {@code thickness} pixels wide. */
    void outline(PolygonBuffer polygon, double thickness) {
        begin(polygon, thickness);
        double[] x = polygon.x();
        double[] y = polygon.y();
        for (int ring = 0; ring < polygon.ringCount(); ring++) {
            int last = polygon.ringEnd(ring) - 1;
            for (int i = polygon.ringStart(ring); i <= last; i++) {
                int before = i == polygon.ringStart(ring) ? last : i - 1;
                line(x[before], y[before], x[i], y[i], thickness / 2);
            }
        }
    }

    /** Paints what was gathered, the panel's top left pixel at the given place. */
    void paint(Canvas canvas, int column, int row, int argb) {
        for (int y = firstRow; y < endRow; y++) {
            for (int x = firstColumn; x < endColumn; x++) {
                canvas.blend(column + x, row + y, argb, Math.min(1, coverage[y * width + x]));
            }
        }
    }

    private void begin(PolygonBuffer polygon, double reach) {
        double west = Double.POSITIVE_INFINITY;
        double north = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double south = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < polygon.vertexCount(); i++) {
            west = Math.min(west, polygon.x()[i]);
            east = Math.max(east, polygon.x()[i]);
            north = Math.min(north, polygon.y()[i]);
            south = Math.max(south, polygon.y()[i]);
        }
        firstColumn = (int) Math.max(0, Math.floor(west - reach));
        firstRow = (int) Math.max(0, Math.floor(north - reach));
        endColumn = (int) Math.min(width, Math.ceil(east + reach) + 1);
        endRow = (int) Math.min(height, Math.ceil(south + reach) + 1);
        for (int row = firstRow; row < endRow && firstColumn < endColumn; row++) {
            Arrays.fill(coverage, row * width + firstColumn, row * width + endColumn, 0);
        }
    }

    private int findCrossings(PolygonBuffer polygon, double line) {
        int count = 0;
        double[] x = polygon.x();
        double[] y = polygon.y();
        for (int ring = 0; ring < polygon.ringCount(); ring++) {
            int last = polygon.ringEnd(ring) - 1;
            for (int i = polygon.ringStart(ring); i <= last; i++) {
                int before = i == polygon.ringStart(ring) ? last : i - 1;
                if ((y[before] <= line) != (y[i] <= line)) {
                    if (count == crossings.length) {
                        crossings = Arrays.copyOf(crossings, count * 2);
                    }
                    crossings[count++] = x[before] + (x[i] - x[before]) * (line - y[before]) / (y[i] - y[before]);
                }
            }
        }
        Arrays.sort(crossings, 0, count);
        return count;
    }

    private void fillLine(int row, int crossingCount) {
        for (int i = 0; i + 1 < crossingCount; i += 2) {
            double from = Math.max(firstColumn, crossings[i]);
            double to = Math.min(endColumn, crossings[i + 1]);
            for (int column = (int) from; column < to; column++) {
                double covered = Math.min(to, column + 1) - Math.max(from, column);
                coverage[row * width + column] += (float) (covered / LINES_PER_PIXEL);
            }
        }
    }

    private void line(double fromX, double fromY, double toX, double toY, double reach) {
        int left = (int) Math.max(firstColumn, Math.floor(Math.min(fromX, toX) - reach - 1));
        int right = (int) Math.min(endColumn, Math.ceil(Math.max(fromX, toX) + reach + 1));
        int top = (int) Math.max(firstRow, Math.floor(Math.min(fromY, toY) - reach - 1));
        int bottom = (int) Math.min(endRow, Math.ceil(Math.max(fromY, toY) + reach + 1));
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                double distance = distance(column + 0.5, row + 0.5, fromX, fromY, toX, toY);
                float covered = (float) Math.min(Math.min(1, 2 * reach), Math.max(0, reach + 0.5 - distance));
                coverage[row * width + column] = Math.max(coverage[row * width + column], covered);
            }
        }
    }

    private static double distance(double x, double y, double fromX, double fromY, double toX, double toY) {
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double squared = alongX * alongX + alongY * alongY;
        double share = squared == 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / squared;
        double clamped = Math.max(0, Math.min(1, share));
        return Math.hypot(x - fromX - clamped * alongX, y - fromY - clamped * alongY);
    }
}
