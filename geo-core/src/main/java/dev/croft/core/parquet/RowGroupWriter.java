package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnType.Storage;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The row group being written: rows go through the encoders of parquet-column, which end pages as they fill. */
final class RowGroupWriter {
    /** Bytes of a page, and of a dictionary before plain values take its place. */
    private static final int PAGE_LENGTH = 1 << 19;

    /** Pages are looked at after this many rows at most, and after fewer when rows are long. */
    private static final int ROWS_BETWEEN_CHECKS = 1024;

    private final List<ColumnChunkPages> chunks = new ArrayList<>();
    private final List<ColumnWriter> cells = new ArrayList<>();
    private final ColumnWriteStore store;
    private int rowCount;

    RowGroupWriter(List<Column> columns, PageCompressor compressor) {
        MessageType schema = schema(columns);
        List<ColumnDescriptor> descriptors = schema.getColumns();
        for (ColumnDescriptor descriptor : descriptors) {
            chunks.add(new ColumnChunkPages(descriptor, compressor));
        }
        this.store = new ColumnWriteStoreV1(
                schema, descriptor -> chunks.get(descriptors.indexOf(descriptor)), properties(columns));
        descriptors.forEach(descriptor -> cells.add(store.getColumnWriter(descriptor)));
    }

    int rowCount() {
        return rowCount;
    }

    void append(List<ColumnVector> vectors, int row) {
        for (int i = 0; i < cells.size(); i++) {
            append(vectors.get(i), row, cells.get(i));
        }
        store.endRecord();
        rowCount++;
    }

    /** Whether about {@code bytes} are held. The answer depends on the rows alone; now and then it takes longer. */
    boolean holds(long bytes) {
        long compressed = 0;
        for (ColumnChunkPages chunk : chunks) {
            compressed += chunk.getMemSize();
        }
        return compressed >= bytes || (rowCount % ROWS_BETWEEN_CHECKS == 0 && store.getBufferedSize() >= bytes);
    }

    /** Writes all pages, the first of which will lie at {@code position} of the file. */
    List<ColumnChunk> finish(long position, ColumnChunkPages.PageTarget target) throws IOException {
        store.close();
        List<ColumnChunk> written = new ArrayList<>();
        long next = position;
        for (ColumnChunkPages chunk : chunks) {
            ColumnMetaData data = chunk.writeTo(target, next);
            next += data.getTotal_compressed_size();
            written.add(new ColumnChunk(0).setMeta_data(data));
        }
        return written;
    }

    private static void append(ColumnVector vector, int row, ColumnWriter cell) {
        if (vector.isNull(row)) {
            cell.writeNull(0, 0);
            return;
        }
        switch (vector.column().type().storage()) {
            case INT -> {
                if (vector.column().type() == ColumnType.BOOLEAN) {
                    cell.write(vector.booleanAt(row), 0, 1);
                } else {
                    cell.write(vector.intAt(row), 0, 1);
                }
            }
            case LONG -> cell.write(vector.longAt(row), 0, 1);
            case FLOAT -> cell.write(vector.floatAt(row), 0, 1);
            case DOUBLE -> cell.write(vector.doubleAt(row), 0, 1);
            case BYTES -> {
                int length = vector.bytesLength(row);
                cell.write(Binary.fromReusedByteArray(vector.bytes(), vector.bytesStart(row), length), 0, 1);
            }
        }
    }

    /** Byte arrays go without statistics, for queries on them are rare, and binary ones without trying a dictionary. */
    private static ParquetProperties properties(List<Column> columns) {
        ParquetProperties.Builder properties = ParquetProperties.builder()
                .withPageSize(PAGE_LENGTH)
                .withDictionaryPageSize(PAGE_LENGTH)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(ROWS_BETWEEN_CHECKS)
                .withSizeStatisticsEnabled(false);
        for (Column column : columns) {
            if (column.type().storage() == Storage.BYTES) {
                properties.withStatisticsEnabled(column.name(), false);
            }
            if (column.type() == ColumnType.BINARY) {
                properties.withDictionaryEncoding(column.name(), false);
            }
        }
        return properties.build();
    }

    /** What the encoders need to know: physical types, and which integers are compared unsigned. */
    private static MessageType schema(List<Column> columns) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (Column column : columns) {
            schema.addField(field(column));
        }
        return schema.named("schema");
    }

    private static PrimitiveType field(Column column) {
        PrimitiveTypeName physical =
                switch (SchemaElements.physical(column.type())) {
                    case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
                    case INT32 -> PrimitiveTypeName.INT32;
                    case INT64 -> PrimitiveTypeName.INT64;
                    case FLOAT -> PrimitiveTypeName.FLOAT;
                    case DOUBLE -> PrimitiveTypeName.DOUBLE;
                    default -> PrimitiveTypeName.BINARY;
                };
        Types.PrimitiveBuilder<PrimitiveType> field = Types.primitive(physical, Repetition.OPTIONAL);
        switch (column.type()) {
            case UINT8 -> field.as(LogicalTypeAnnotation.intType(8, false));
            case UINT16 -> field.as(LogicalTypeAnnotation.intType(16, false));
            case UINT32 -> field.as(LogicalTypeAnnotation.intType(32, false));
            case UINT64 -> field.as(LogicalTypeAnnotation.intType(64, false));
            default -> {}
        }
        return field.named(column.name());
    }
}
