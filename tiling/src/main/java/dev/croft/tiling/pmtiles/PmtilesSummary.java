package dev.croft.tiling.pmtiles;

import java.io.IOException;
import java.util.List;

/**
 * What an archive holds, for reports.
 *
 * @param zooms that have tiles, ascending
 */
public record PmtilesSummary(PmtilesHeader header, List<ZoomSummary> zooms) {
    public PmtilesSummary {
        zooms = List.copyOf(zooms);
    }

    /** Adds up all entries of an archive. */
    public static PmtilesSummary of(PmtilesReader archive) throws IOException {
        ZoomTally tally = new ZoomTally();
        EntryCursor entry = archive.entries();
        while (entry.next()) {
            tally.add(entry.tileId(), entry.runLength(), entry.length());
        }
        return new PmtilesSummary(archive.header(), tally.zooms());
    }
}
