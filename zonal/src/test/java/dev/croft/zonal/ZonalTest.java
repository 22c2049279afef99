package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sentence, and what its rows answer. */
class ZonalTest {
    private static final int FIELD_COUNT = 20;

    @TempDir
    private Path folder;

    private FieldsDataset county;

    @BeforeEach
    void makeCounty() throws IOException {
        try (RunContext context = RunContext.named("test").build()) {
            county = FieldsDataset.generate(folder, FieldsOptions.of(FIELD_COUNT), Overwrite.OWN_OUTPUTS, context);
        }
    }

    @Test
    void rowsHaveTheNumbersThatAreKeptBeforeThoseOfTheRaster() throws IOException {
        List<ZonalRow> rows = Zonal.of(county.zones())
                .over("2024", county.raster())
                .compute("majority", "count")
                .keeping("county", "area_ha")
                .rows();
        assertEquals(FIELD_COUNT, rows.size());
        ZonalRow row = rows.get(0);
        assertEquals(
                List.of("county", "area_ha", "majority_2024", "pixel_count_2024"),
                List.copyOf(row.values().keySet()));
        assertEquals(20_001, row.whole("county"));
        assertEquals(row.number("pixel_count_2024") * 0.09, row.number("area_ha"), 1.0, "cells of 30 m");
    }

    @Test
    void keptGeometryIsNoNumber() throws IOException {
        List<ZonalRow> rows = Zonal.of(county.zones())
                .over(county.raster())
                .compute("majority")
                .with(ZonalOptions::withGeometry)
                .rows();
        assertEquals(List.of("majority"), List.copyOf(rows.get(0).values().keySet()));
    }

    @Test
    void columnThatIsNotThereShowsAsNaN() throws IOException {
        ZonalRow row = Zonal.of(county.zones()).over(county.raster()).rows().get(0);
        assertTrue(Double.isNaN(row.number("mean")));
        assertEquals(Optional.empty(), row.value("mean"));
    }

    @Test
    void batchesHaveAllRows() throws IOException {
        List<Integer> counts = new ArrayList<>();
        ZonalSummary summary =
                Zonal.of(county.zones()).over(county.raster()).batches(batch -> counts.add(batch.getRowCount()));
        assertEquals(FIELD_COUNT, summary.rowCount());
        assertEquals(FIELD_COUNT, counts.stream().mapToInt(Integer::intValue).sum());
    }
}
