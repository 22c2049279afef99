package dev.croft.cli;

import dev.croft.core.raster.CdlClasses;
import dev.croft.core.raster.CdlClasses.CdlClass;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fields and area per crop out of a zonal result that carries {@code area_ha}.
 *
 * @param crops by falling area
 */
record CropTable(List<Crop> crops, double totalHectares) {
    private static final int BATCH_ROWS = 4096;

    /** One crop, the majority of {@code fieldCount} fields. */
    record Crop(int code, long fieldCount, double hectares) {
        String name() {
            return CdlClasses.of(code).map(CdlClass::name).orElse("class " + code);
        }

        Crop with(double moreHectares) {
            return new Crop(code, fieldCount + 1, hectares + moreHectares);
        }
    }

    static CropTable read(Path zonalResult) throws IOException {
        Map<Integer, Crop> byCode = new HashMap<>();
        try (ParquetTable table = ParquetTable.open(zonalResult)) {
            while (table.next(BATCH_ROWS)) {
                add(table.batch(), byCode);
            }
        }
        List<Crop> crops = byCode.values().stream()
                .sorted(Comparator.comparingDouble(Crop::hectares).reversed().thenComparingInt(Crop::code))
                .toList();
        return new CropTable(crops, crops.stream().mapToDouble(Crop::hectares).sum());
    }

    private static void add(RowBatch rows, Map<Integer, Crop> byCode) {
        ColumnVector majority = rows.column("majority");
        ColumnVector area = rows.column("area_ha");
        for (int row = 0; row < rows.rowCount(); row++) {
            if (!majority.isNull(row)) {
                int code = majority.intAt(row);
                byCode.put(code, byCode.getOrDefault(code, new Crop(code, 0, 0)).with(area.doubleAt(row)));
            }
        }
    }

    void print(PrintWriter out) {
        out.printf("%-28s %8s %14s %7s%n", "Crop", "Fields", "Hectares", "Share");
        for (Crop crop : crops) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %,8d %,14.1f %6.1f%%%n",
                    crop.name(),
                    crop.fieldCount(),
                    crop.hectares(),
                    100 * crop.hectares() / totalHectares);
        }
    }
}
