package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

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
        long uncompressedBytes) {
    /** The column as parquet-column describes it. */
    ColumnDescriptor descriptor() {
        Repetition repetition = optional ? Repetition.OPTIONAL : Repetition.REQUIRED;
        PrimitiveType primitive = Types.primitive(physical(), repetition)
                .length(type == Type.FIXED_LEN_BYTE_ARRAY ? typeLength : 0)
                .named(column.name());
        return new ColumnDescriptor(new String[] {column.name()}, primitive, 0, optional ? 1 : 0);
    }

    private PrimitiveTypeName physical() {
        return type == Type.BYTE_ARRAY ? PrimitiveTypeName.BINARY : PrimitiveTypeName.valueOf(type.name());
    }
}
