package dev.croft.core.parquet;

import dev.croft.core.table.ColumnType;
import java.util.Optional;

/**
 * A top-level column of a Parquet file.
 *
 * @param type what its values are read as; empty for those that are not read, such as nested columns and decimals
 * @param typeText its type in words, for messages
 * @param isByteArray whether it is flat and holds byte arrays of any length, as WKB does
 * @param geometryCrs the CRS, as the file words it, of a column of the logical type GEOMETRY or GEOGRAPHY
 * @param codec compression of its first leaf in the first row group, "none" in a file without row groups
 * @param compressedBytes bytes in the file, over all row groups
 * @param uncompressedBytes bytes of the pages before compression, over all row groups
 */
public record ParquetColumn(
        String name,
        Optional<ColumnType> type,
        String typeText,
        boolean isByteArray,
        Optional<String> geometryCrs,
        String codec,
        long compressedBytes,
        long uncompressedBytes) {}
