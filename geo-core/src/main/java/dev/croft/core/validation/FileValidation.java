package dev.croft.core.validation;

import dev.croft.core.file.FileKind;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.Scratch;
import dev.croft.core.table.arrow.ArrowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks one file: Parquet for its magic at both ends, its footer and its number of rows; a raster for its header and its last
 * block, which a cut file lacks, of a reference the raster that it names.
 */
public final class FileValidation {
    private FileValidation() {}

    /**
     * What was found.
     *
     * @param detail what the file holds, or what is wrong with it
     */
    public record Finding(boolean isValid, String detail) {}

    /**
     * Checks a file.
     *
     * @param expectedRows rows that a table must have
     * @param scratch where a zipped raster is extracted
     * @param backend who reads a raster
     * @throws ConfigurationException when there is no such file or its format is not known
     */
    public static Finding of(Path file, OptionalLong expectedRows, Scratch scratch, RasterBackend backend)
            throws IOException {
        Optional<FileKind> kind = FileKind.find(file);
        try {
            if (kind.equals(Optional.of(FileKind.PARQUET))) {
                return parquet(file, expectedRows);
            }
            return kind.equals(Optional.of(FileKind.ARROW))
                    ? arrow(file, expectedRows)
                    : raster(file, format(kind, backend), scratch, backend);
        } catch (InputDataException e) {
            return new Finding(false, e.getMessage());
        }
    }

    private static Finding parquet(Path file, OptionalLong expectedRows) throws IOException {
        ParquetFile table = ParquetFile.open(file);
        return table(
                file,
                table.rowCount(),
                expectedRows,
                "Parquet, " + table.rowCount() + " rows in " + table.rowGroupCount() + " row group(s), "
                        + table.columns().size() + " columns");
    }

    private static Finding arrow(Path file, OptionalLong expectedRows) throws IOException {
        ArrowFile table = ArrowFile.read(file);
        return table(
                file,
                table.rowCount(),
                expectedRows,
                "Arrow, " + table.rowCount() + " rows in " + table.batchCount() + " record batch(es), "
                        + table.columns().size() + " columns");
    }

    private static Finding table(Path file, long rowCount, OptionalLong expectedRows, String detail) {
        return expectedRows.isPresent() && expectedRows.getAsLong() != rowCount
                ? new Finding(
                        false,
                        "Cannot accept " + file + ": it has " + rowCount + " rows, expected "
                                + expectedRows.getAsLong())
                : new Finding(true, detail);
    }

    private static String format(Optional<FileKind> kind, RasterBackend backend) {
        if (kind.equals(Optional.of(FileKind.RASTER_REFERENCE))) {
            return "reference to a raster";
        }
        return kind.isEmpty() || backend == RasterBackend.GDAL ? "raster, read by GDAL" : "GeoTIFF";
    }

    private static Finding raster(Path file, String format, Scratch scratch, RasterBackend backend) throws IOException {
        try (RasterSource raster = RasterSources.open(file, scratch::directoryFor, backend)) {
            int lastBlock = raster.blocksAcross() * raster.blocksDown() - 1;
            for (int band = 0; band < raster.bands().size(); band++) {
                RasterBand described = raster.bands().get(band);
                Object samples = described.type().newArray(raster.blockColumnCount() * raster.blockRowCount());
                raster.readBlock(band, lastBlock, samples);
            }
            return new Finding(
                    true,
                    format + ", " + raster.grid().columnCount() + " x "
                            + raster.grid().rowCount() + " cells, "
                            + raster.bands().size() + " band(s) of "
                            + raster.bands().get(0).type());
        }
    }
}
