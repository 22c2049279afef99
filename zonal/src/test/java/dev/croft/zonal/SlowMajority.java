package dev.croft.zonal;

import dev.croft.core.vector.PolygonBuffer;
import dev.croft.zonal.cells.BruteForceMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The slow obvious twin of a zonal run over a square raster of bytes whose south-west corner is the origin, whose cells are one
 * unit, and whose nodata is 0.
 */
final class SlowMajority {
    private SlowMajority() {}

    static ZonalRow of(long id, PolygonBuffer polygon, double[][] cells) {
        int size = cells.length;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < polygon.vertexCount(); i++) {
            polygon.y()[i] = size - polygon.y()[i];
            low = Math.min(low, polygon.y()[i]);
            high = Math.max(high, polygon.y()[i]);
            left = Math.min(left, polygon.x()[i]);
            right = Math.max(right, polygon.x()[i]);
        }
        if (left >= size || right <= 0 || low >= size || high <= 0) {
            return without(id, ZoneReason.OUTSIDE_RASTER);
        }
        Map<Integer, Long> counts = new TreeMap<>();
        boolean[][] mask = BruteForceMask.of(polygon, size, size);
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                if (mask[r][c] && cells[r][c] != 0) {
                    counts.merge((int) cells[r][c], 1L, Long::sum);
                }
            }
        }
        if (counts.isEmpty()) {
            return without(id, ZoneReason.NO_VALID_CELL);
        }
        long best = counts.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        int smallest = counts.entrySet().stream()
                .filter(entry -> entry.getValue() == best)
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElseThrow();
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("majority", smallest);
        values.put("majority_count", best);
        values.put("pixel_count", all);
        values.put("majority_fraction", best / (double) all);
        return new ZonalRow(Long.toString(id), values, Map.of());
    }

    private static ZonalRow without(long id, ZoneReason reason) {
        return new ZonalRow(
                Long.toString(id), Map.of("majority_count", 0L, "pixel_count", 0L), Map.of("reason", reason));
    }
}
