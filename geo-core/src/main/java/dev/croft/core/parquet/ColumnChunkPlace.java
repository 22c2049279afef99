package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Type;

/**
 * Where one column of one row group lies and how it is kept.
 *
 * @param position of its first page in the file
 * @param limit position that its pages cannot pass: the end of the data in the file
 * @param uncompressedBytes of all its pages, as the footer says
 */
record ColumnChunkPlace(
        Column column,
        Type type,
        int typeLength,
        boolean optional,
        CompressionCodec codec,
        long position,
        long limit,
        long rowCount,
        long uncompressedBytes) {}
