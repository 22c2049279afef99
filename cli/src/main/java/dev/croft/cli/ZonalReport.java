package dev.croft.cli;

import dev.croft.core.run.JobReport;
import dev.croft.zonal.ZonalSummary;
import dev.croft.zonal.ZonalSummary.BandSummary;
import java.util.Locale;

/** Puts what a zonal run did into the report. */
final class ZonalReport {
    private ZonalReport() {}

    static void tell(ZonalSummary summary, JobReport report) {
        report.count("zones", summary.rowCount());
        summary.bands().forEach(band -> tell(band, report));
        if (summary.duplicateIds().rowCount() > 0) {
            report.reason(
                    "DUPLICATE_ID",
                    summary.duplicateIds().rowCount(),
                    "row " + summary.duplicateIds().firstRow());
        }
        if (summary.idCheckedRows() < summary.rowCount()) {
            report.fact(
                    "ids",
                    String.format(
                            Locale.ROOT,
                            "only the first %,d were compared; more need more --memory",
                            summary.idCheckedRows()));
        }
        report.fact("zones were taken", summary.order());
        report.fact(
                "time of all threads",
                String.format(
                        Locale.ROOT,
                        "reading zones %.1f s, computing %.1f s, writing %.1f s",
                        summary.readSeconds(),
                        summary.mapSeconds(),
                        summary.writeSeconds()));
    }

    private static void tell(BandSummary band, JobReport report) {
        String suffix = band.label().isEmpty() ? "" : " in " + band.label();
        band.reasons()
                .forEach((reason, rows) ->
                        report.reason(reason.name() + suffix, rows.rowCount(), "row " + rows.firstRow()));
        report.fact(
                "raster blocks" + suffix,
                band.decodedBlockCount() + " decoded, the raster has " + band.rasterBlockCount());
    }
}
