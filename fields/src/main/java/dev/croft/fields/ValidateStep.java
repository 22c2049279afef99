package dev.croft.fields;

import dev.croft.core.problem.ValidationException;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import dev.croft.core.validation.FileValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks into table and tiles: whole, of the right size, and not blank. */
final class ValidateStep implements YearStep {
    private static final int VERSION = 1;
    private static final int BATCH_ROWS = 1 << 16;

    private final YearFiles year;

    ValidateStep(YearFiles year) {
        this.year = year;
    }

    @Override
    public Step step() {
        return Step.VALIDATE;
    }

    @Override
    public Optional<Recipe> recipe() throws IOException {
        if (!Files.exists(year.zonal()) || !Files.exists(year.tiles())) {
            return Optional.empty();
        }
        return Optional.of(Recipe.of("validate", VERSION)
                .with(InputIdentity.of("zonal", year.zonal()))
                .with(InputIdentity.of("tiles", year.tiles()))
                .with("rows", year.config().expectedRows()));
    }

    @Override
    public List<Path> outputs() {
        return List.of();
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        OptionalLong rows = OptionalLong.of(year.polygons().rowCount());
        FileValidation.Finding table = FileValidation.of(year.zonal(), rows, context.scratch(), RasterBackend.AUTO);
        require(table.isValid(), table.detail());
        long found = classifiedFields(year.zonal());
        require(
                found > 0,
                "Cannot accept " + year.zonal() + ": not one of its " + rows.getAsLong()
                        + " fields has a value; its column reason says why. Check that raster and polygons cover the same area");
        Optional<String> fault = TileStep.fault(year.tiles());
        require(fault.isEmpty(), fault.orElse(""));
        log.detail("table: " + table.detail() + ", " + found + " with a value");
        return Map.of("classified", Long.toString(found));
    }

    private static void require(boolean condition, String wrong) {
        if (!condition) {
            throw new ValidationException(wrong + ". Nothing was published.");
        }
    }

    /** Fields that got a value: those without a reason. */
    private static long classifiedFields(Path zonal) throws IOException {
        long count = 0;
        try (ParquetTable table = ParquetTable.open(zonal, List.of("reason"))) {
            while (table.next(BATCH_ROWS)) {
                ColumnVector reason = table.batch().column("reason");
                for (int row = 0; row < table.batch().rowCount(); row++) {
                    count += reason.isNull(row) ? 1 : 0;
                }
            }
        }
        return count;
    }
}
