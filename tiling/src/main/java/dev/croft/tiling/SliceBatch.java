package dev.croft.tiling;

import dev.croft.tiling.shard.SpillBatch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What became of a batch of zones: records to spill, the zones that are in them, and why others are not. */
final class SliceBatch {
    private static final int BOX = 4;

    final SpillBatch spill = new SpillBatch();
    final Map<ZoneReason, TilingSummary.Affected> reasons = new EnumMap<>(ZoneReason.class);
    private int[] rows = new int[64];
    private double[] boxes = new double[64 * BOX];
    private int zoneCount;
    private int rowCount;

    /** Begins with the zones of {@code newRowCount} rows. */
    void clear(int newRowCount) {
        reasons.clear();
        rowCount = newRowCount;
        zoneCount = 0;
    }

    void skip(ZoneReason reason, long row) {
        reasons.merge(reason, new TilingSummary.Affected(1, row), TilingSummary.Affected::plus);
    }

    void add(int row, PolygonExtent extent) {
        if (zoneCount == rows.length) {
            rows = Arrays.copyOf(rows, zoneCount * 2);
            boxes = Arrays.copyOf(boxes, zoneCount * 2 * BOX);
        }
        rows[zoneCount] = row;
        int at = zoneCount * BOX;
        boxes[at] = extent.leastX;
        boxes[at + 1] = extent.leastY;
        boxes[at + 2] = extent.mostX;
        boxes[at + 3] = extent.mostY;
        zoneCount++;
    }

    /** Rows that were read. */
    int rowCount() {
        return rowCount;
    }

    /** Zones that were sliced. */
    int zoneCount() {
        return zoneCount;
    }

    int row(int zone) {
        return rows[zone];
    }

    /** Adds the boxes of the first zones to a box of world coordinates. */
    void addTo(WorldBox box, int zones) {
        for (int i = 0; i < zones; i++) {
            int at = i * BOX;
            box.add(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
        }
    }
}
