package dev.croft.cli;

import dev.croft.core.run.ByteSize;
import dev.croft.core.run.JobReport;
import dev.croft.tiling.TilingSummary;
import dev.croft.tiling.TilingSummary.LayerCounts;
import dev.croft.tiling.TilingSummary.ZoomCounts;
import dev.croft.tiling.attribute.JoinSummary;
import dev.croft.tiling.slice.SliceCounts.Mending;
import java.util.Locale;
import java.util.TreeMap;

/** What a tiling job tells. */
final class TileReport {
    private TileReport() {}

    static void tell(TilingSummary summary, JobReport report) {
        report.count("zones", summary.zoneCount());
        report.count("tiles", summary.tileCount());
        summary.reasons()
                .forEach((reason, zones) -> report.reason(reason.name(), zones.zoneCount(), "row " + zones.firstRow()));
        summary.joins().forEach(join -> report.fact("joined " + join.file(), text(join)));
        tell(summary.ids(), report);
        for (LayerCounts layer : summary.layers()) {
            layer.zooms()
                    .forEach(counts -> report.fact(layer.layer().name() + " at zoom " + counts.zoom(), text(counts)));
        }
        new TreeMap<>(summary.mendings()).forEach((mending, count) -> {
            if (mending != Mending.NONE) {
                report.fact("fragments " + mending.name().toLowerCase(Locale.ROOT), count);
            }
        });
        report.fact("largest tile", ByteSize.format(summary.largestTileBytes()));
        report.fact(
                "spilled",
                ByteSize.format(summary.spilledBytes()) + ", read back in " + count(summary.shardCount(), "shard"));
    }

    private static void tell(TilingSummary.Ids ids, JobReport report) {
        if (ids.withoutKey() > 0) {
            report.fact(
                    "without key",
                    count(ids.withoutKey(), "zone") + ": "
                            + ids.key()
                                    .map(key -> "no value in column " + key)
                                    .orElse(
                                            "no column of whole numbers or text called id; name one with --feature-id"));
        }
        if (ids.unfit() > 0) {
            report.fact(
                    "without id",
                    count(ids.unfit(), "zone") + ": ids are whole numbers from 0. Text is an attribute, numbers below 0"
                            + " when --attributes names them");
        }
        if (ids.repeated().isEmpty()) {
            report.fact("repeated ids", "not counted: that takes more memory than there is");
        } else if (ids.repeated().getAsLong() > 0) {
            report.fact("repeated ids", count(ids.repeated().getAsLong(), "zone") + " with the id of an earlier one");
        }
    }

    /** A number of things, such as {@code 1 zone} and {@code 2,000 zones}. */
    static String count(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    private static String text(JoinSummary join) {
        return String.format(
                Locale.ROOT,
                "%,d zones got values, %,d did not; %,d of %,d rows had no zone, %,d no key; %s",
                join.joinedZoneCount(),
                join.unmatchedZoneCount(),
                join.unmatchedRowCount(),
                join.rowCount(),
                join.nullKeyCount(),
                join.inOrder() ? "in the order of the zones" : "looked up");
    }

    private static String text(ZoomCounts counts) {
        StringBuilder text = new StringBuilder(count(counts.kept(), "zone") + " kept");
        append(text, counts.accumulated(), " in " + count(counts.squares(), "square"));
        append(text, counts.tiny(), " left out as tiny");
        append(text, counts.overLimit(), " left out of tiles that were too large");
        return text.append("; " + count(counts.fragments(), "feature") + " in tiles")
                .toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(String.format(Locale.ROOT, ", %,d", count)).append(what);
        }
    }
}
