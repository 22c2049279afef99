package dev.croft.cli;

import dev.croft.core.run.ByteSize;
import dev.croft.core.run.JobReport;
import dev.croft.tiling.RetagSummary;
import dev.croft.tiling.attribute.JoinSummary;
import java.util.Locale;

/** What a job tells that gave an archive new attributes. */
final class RetagReport {
    private RetagReport() {}

    static void tell(RetagSummary summary, JobReport report) {
        report.count("tiles", summary.tileCount());
        summary.joins().forEach(join -> report.fact("joined " + join.file(), text(join)));
        report.fact(
                "keys",
                String.format(
                        Locale.ROOT, "%,d, of which %,d are in tiles", summary.keyCount(), summary.usedKeyCount()));
        report.fact(
                "features in tiles",
                String.format(
                        Locale.ROOT,
                        "%,d got values, %,d did not",
                        summary.taggedFeatureCount(),
                        summary.untaggedFeatureCount()));
        report.fact("largest tile", ByteSize.format(summary.largestTileBytes()));
    }

    private static String text(JoinSummary join) {
        return String.format(Locale.ROOT, "%,d rows, %,d without a key", join.rowCount(), join.nullKeyCount());
    }
}
