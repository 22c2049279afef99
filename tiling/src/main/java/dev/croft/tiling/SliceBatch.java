package dev.croft.tiling;

import dev.croft.tiling.shard.SpillBatch;
import dev.croft.tiling.slice.SliceCounts;
import dev.croft.tiling.slice.SliceCounts.Mending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a batch of zones: records to spill, the zones that are in them, and why others are not. */
final class SliceBatch {
    private static final int BOX = 4;
    private static final Mending[] MENDINGS = Mending.values();

    final SpillBatch spill = new SpillBatch();
    private final List<Skipped> skipped = new ArrayList<>();
    private final long[] mendingsBefore = new long[MENDINGS.length];
    private int[] rows = new int[64];
    private double[] boxes = new double[64 * BOX];

    /** Fragments of the worker up to and with each zone, by mending. */
    private long[] mendings = new long[64 * MENDINGS.length];

    private int zoneCount;
    private int rowCount;

    /**
     * A zone that is left out.
     *
     * @param detail what the reason does not say, as a clause; empty for nothing
     */
    record Skipped(ZoneReason reason, long row, String detail) {}

    /**
     * Begins with the zones of {@code newRowCount} rows.
     *
     * @param counts what their worker has counted so far
     */
    void clear(int newRowCount, SliceCounts counts) {
        skipped.clear();
        copyTotals(counts, mendingsBefore, 0);
        rowCount = newRowCount;
        zoneCount = 0;
    }

    void skip(ZoneReason reason, long row, String detail) {
        skipped.add(new Skipped(reason, row, detail));
    }

    /** @param counts what their worker has counted, this zone included */
    void add(int row, PolygonExtent extent, SliceCounts counts) {
        if (zoneCount == rows.length) {
            rows = Arrays.copyOf(rows, zoneCount * 2);
            boxes = Arrays.copyOf(boxes, zoneCount * 2 * BOX);
            mendings = Arrays.copyOf(mendings, zoneCount * 2 * MENDINGS.length);
        }
        rows[zoneCount] = row;
        int at = zoneCount * BOX;
        boxes[at] = extent.leastX;
        boxes[at + 1] = extent.leastY;
        boxes[at + 2] = extent.mostX;
        boxes[at + 3] = extent.mostY;
        copyTotals(counts, mendings, zoneCount * MENDINGS.length);
        zoneCount++;
    }

    private static void copyTotals(SliceCounts counts, long[] totals, int at) {
        for (int i = 0; i < MENDINGS.length; i++) {
            totals[at + i] = counts.total(MENDINGS[i]);
        }
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

    /** Adds the fragments of the first zones; what did not occur stays away. */
    void addTo(Map<Mending, Long> totals, int zones) {
        for (int i = 0; i < MENDINGS.length && zones > 0; i++) {
            long count = mendings[(zones - 1) * MENDINGS.length + i] - mendingsBefore[i];
            if (count > 0) {
                totals.merge(MENDINGS[i], count, Long::sum);
            }
        }
    }

    /** The first zone of rows up to {@code lastRow} that is bad. */
    Optional<Skipped> firstBad(int lastRow) {
        return skipped.stream()
                .filter(zone -> zone.row() <= lastRow && zone.reason().isBad())
                .findFirst();
    }

    /** Adds the zones that are left out, of rows up to {@code lastRow}. */
    void addReasonsTo(Map<ZoneReason, TilingSummary.Affected> reasons, int lastRow) {
        for (Skipped zone : skipped) {
            if (zone.row() <= lastRow) {
                reasons.merge(zone.reason(), new TilingSummary.Affected(1, zone.row()), TilingSummary.Affected::plus);
            }
        }
    }
}
