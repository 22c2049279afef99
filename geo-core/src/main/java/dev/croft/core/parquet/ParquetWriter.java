package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes optional columns to a Parquet file, ZSTD-compressed: plain ones, and lists of records with plain fields. The same rows give the same bytes, however they are
 * divided into calls. Confined to one thread at a time.
 */
public final class ParquetWriter implements Closeable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** Worded as readers parse it: "application version x". No time, so that equal input gives equal files. */
    private static final String CREATED_BY = "croft version 0.1.0";

    /** Logical types, as against the converted types of version 1, are written. */
    private static final int FORMAT_VERSION = 2;

    /** How often the bytes held are looked at. */
    private static final int ROWS_BETWEEN_CHECKS = 1024;

    private final List<Column> columns;
    private final Set<String> structs;
    private final List<ColumnLeaf> leaves;
    private final RowGroupLimits limits;
    private final OutputStream out;
    private final PageCompressor compressor = new PageCompressor();
    private final List<ColumnChunkWriter> chunks = new ArrayList<>();
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private long position;
    private int rowsInGroup;
    private long rowCount;
    private boolean failed;

    private ParquetWriter(OutputStream out, List<Column> columns, Set<String> structs, RowGroupLimits limits) {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.structs = Set.copyOf(structs);
        this.leaves = ColumnLeaf.of(columns, structs);
        this.limits = limits;
        for (ColumnLeaf leaf : leaves) {
            chunks.add(new ColumnChunkWriter(leaf, compressor));
        }
    }

    /** Starts a file at {@code path}, replacing what is there. */
    public static ParquetWriter create(Path path, List<Column> columns, RowGroupLimits limits) throws IOException {
        return create(path, columns, Set.of(), limits);
    }

    /**
     * Starts a file at {@code path}, replacing what is there.
     *
     * @param structs names of list columns that are written as one group per row: each row is null or has one record
     */
    public static ParquetWriter create(Path path, List<Column> columns, Set<String> structs, RowGroupLimits limits)
            throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        ParquetWriter writer = new ParquetWriter(out, columns, structs, limits);
        writer.put(MAGIC);
        return writer;
    }

    /** Sets a key/value pair of the footer; may be called until {@link #close}. */
    public void putMetadata(String key, String value) {
        metadata.put(key, value);
    }

    public List<Column> columns() {
        return columns;
    }

    /** Appends the rows of {@code vectors}, one per column and all of the same size. */
    public void write(List<ColumnVector> vectors) throws IOException {
        boolean failedBefore = failed;
        failed = true;
        requireColumns(vectors);
        int size = vectors.isEmpty() ? 0 : vectors.get(0).size();
        for (int row = 0; row < size; ) {
            // Checks fall on the same rows whatever the size of the calls, so that row groups do too.
            int untilCheck = ROWS_BETWEEN_CHECKS - rowsInGroup % ROWS_BETWEEN_CHECKS;
            int count = Math.min(Math.min(size - row, untilCheck), limits.rows() - rowsInGroup);
            for (int i = 0; i < chunks.size(); i++) {
                chunks.get(i).append(vectors.get(leaves.get(i).top()), row, row + count);
            }
            row += count;
            rowsInGroup += count;
            boolean check = rowsInGroup % ROWS_BETWEEN_CHECKS == 0;
            if (rowsInGroup == limits.rows() || (check && heldBytes() >= limits.heldBytes())) {
                finishRowGroup();
            }
        }
        failed = failedBefore;
    }

    /** Lets {@link #close} leave the file without footer. */
    public void abandon() {
        failed = true;
    }

    /** Completes the file; after a failed {@link #write} leaves it without footer, which no reader accepts. */
    @Override
    public void close() throws IOException {
        try (out;
                compressor) {
            if (!failed) {
                finishRowGroup();
                finishFile();
            }
        }
    }

    private void requireColumns(List<ColumnVector> vectors) {
        List<Column> given = vectors.stream().map(ColumnVector::column).toList();
        if (!given.equals(columns)) {
            throw new IllegalArgumentException("Columns " + given + " cannot be written to a table of " + columns);
        }
        for (ColumnVector vector : vectors) {
            if (vector.size() != vectors.get(0).size()) {
                throw new IllegalArgumentException("Column " + vector.column().name() + " has " + vector.size()
                        + " rows, the first column " + vectors.get(0).size());
            }
        }
    }

    private long heldBytes() {
        return chunks.stream().mapToLong(ColumnChunkWriter::heldBytes).sum();
    }

    private void finishRowGroup() throws IOException {
        if (rowsInGroup == 0) {
            return;
        }
        long start = position;
        long uncompressed = 0;
        List<ColumnChunk> written = new ArrayList<>();
        for (ColumnChunkWriter chunk : chunks) {
            ColumnMetaData data = chunk.finish(position, this::put);
            uncompressed += data.getTotal_uncompressed_size();
            written.add(new ColumnChunk(0).setMeta_data(data));
        }
        rowGroups.add(new RowGroup(written, uncompressed, rowsInGroup)
                .setFile_offset(start)
                .setTotal_compressed_size(position - start));
        rowCount += rowsInGroup;
        rowsInGroup = 0;
    }

    private void finishFile() throws IOException {
        FileMetaData footer = new FileMetaData(FORMAT_VERSION, SchemaElements.of(columns, structs), rowCount, rowGroups)
                .setCreated_by(CREATED_BY);
        metadata.forEach((key, value) -> footer.addToKey_value_metadata(new KeyValue(key).setValue(value)));
        for (int i = 0; i < leaves.size(); i++) {
            footer.addToColumn_orders(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        put(bytes.toByteArray());
        byte[] length = new byte[Integer.BYTES];
        LittleEndian.putInt(length, 0, bytes.size());
        put(length);
        put(MAGIC);
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
