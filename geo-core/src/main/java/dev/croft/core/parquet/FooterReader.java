package dev.croft.core.parquet;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Reads the end of a Parquet file and checks what it claims against the file's size.
 *
 * <pre>
 * "PAR1" | pages of all row groups | footer | footer length, 4 bytes | "PAR1"
 * </pre>
 */
final class FooterReader {
    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED_MAGIC = "PARE";
    private static final int HEAD_LENGTH = 4;
    private static final int TAIL_LENGTH = 8;
    private static final String REMEDY = " The file looks damaged; write or copy it again.";

    /** A top-level column and the leaves of the schema under it. */
    private record TopColumn(SchemaElement element, ParquetType type, int firstLeaf, int leafCount) {}

    private final Path path;

    private FooterReader(Path path) {
        this.path = path;
    }

    static ParquetFile read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(
                    Files.exists(path)
                            ? "Cannot read " + path + ": it is not a file."
                            : "Cannot read " + path + ": there is no such file.");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new FooterReader(path).read(channel);
        }
    }

    private ParquetFile read(FileChannel channel) throws IOException {
        long size = channel.size();
        byte[] tail = tail(channel, size);
        long length = Integer.toUnsignedLong(LittleEndian.getInt(tail, 0));
        if (length > size - HEAD_LENGTH - TAIL_LENGTH) {
            throw damaged("PARQUET_TRUNCATED", "the footer should have " + length + " bytes, the file has " + size);
        }
        long dataEnd = size - TAIL_LENGTH - length;
        try {
            return describe(ThriftReader.footer(bytes(channel, dataEnd, (int) length)), dataEnd);
        } catch (TException e) {
            throw new InputDataException(path, "PARQUET_DAMAGED", message("its footer does not decode"), e);
        } catch (DamagedException e) {
            throw new InputDataException(path, "PARQUET_DAMAGED", message(e.getMessage()), e);
        }
    }

    private byte[] tail(FileChannel channel, long size) throws IOException {
        if (size < HEAD_LENGTH) {
            throw damaged("PARQUET_NOT_PARQUET", "it has " + size + " bytes, too few for a Parquet file");
        }
        String head = new String(bytes(channel, 0, HEAD_LENGTH), StandardCharsets.ISO_8859_1);
        if (!head.equals(MAGIC) && !head.equals(ENCRYPTED_MAGIC)) {
            throw new InputDataException(
                    path, "PARQUET_NOT_PARQUET", "Cannot read " + path + ": it is not a Parquet file.");
        }
        byte[] tail = size < HEAD_LENGTH + TAIL_LENGTH ? new byte[0] : bytes(channel, size - TAIL_LENGTH, TAIL_LENGTH);
        String magic = tail.length == 0 ? "" : new String(tail, 4, 4, StandardCharsets.ISO_8859_1);
        if (magic.equals(ENCRYPTED_MAGIC)) {
            throw encrypted();
        }
        if (!magic.equals(MAGIC)) {
            throw damaged("PARQUET_TRUNCATED", "it begins as a Parquet file but does not end as one");
        }
        return tail;
    }

    private byte[] bytes(FileChannel channel, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("Cannot read " + path + ": it became shorter while it was read.");
            }
        }
        return bytes;
    }

    private ParquetFile describe(FileMetaData footer, long dataEnd) {
        if (footer.isSetEncryption_algorithm()) {
            throw encrypted();
        }
        List<TopColumn> tops = topColumns(footer.getSchema());
        List<ParquetFile.RowGroup> rowGroups = rowGroups(footer, tops, dataEnd);
        List<ParquetColumn> columns = new ArrayList<>();
        for (TopColumn top : tops) {
            columns.add(column(top, footer.getRow_groups()));
        }
        String createdBy = footer.isSetCreated_by() ? footer.getCreated_by() : "";
        return new ParquetFile(path, createdBy, metadata(footer), columns, rowGroups);
    }

    private static Map<String, String> metadata(FileMetaData footer) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (footer.isSetKey_value_metadata()) {
            for (KeyValue pair : footer.getKey_value_metadata()) {
                metadata.put(pair.getKey(), pair.isSetValue() ? pair.getValue() : "");
            }
        }
        return metadata;
    }

    /** The schema is a tree laid out depth first; its root comes first. */
    private static List<TopColumn> topColumns(List<SchemaElement> schema) {
        if (schema.isEmpty() || schema.get(0).getNum_children() < 0) {
            throw new DamagedException("its schema has no root");
        }
        List<TopColumn> tops = new ArrayList<>();
        int next = 1;
        int leaf = 0;
        for (int i = 0; i < schema.get(0).getNum_children(); i++) {
            int top = next;
            int firstLeaf = leaf;
            long open = 1;
            while (open > 0) {
                if (next == schema.size() || schema.get(next).getNum_children() < 0) {
                    throw new DamagedException("its schema ends in mid-column");
                }
                SchemaElement element = schema.get(next++);
                leaf += element.isSetType() ? 1 : 0;
                open += (element.isSetType() ? 0 : element.getNum_children()) - 1L;
            }
            SchemaElement element = schema.get(top);
            tops.add(new TopColumn(element, ParquetType.of(element), firstLeaf, leaf - firstLeaf));
        }
        return tops;
    }

    private List<ParquetFile.RowGroup> rowGroups(FileMetaData footer, List<TopColumn> tops, long dataEnd) {
        List<ParquetFile.RowGroup> rowGroups = new ArrayList<>();
        long firstRow = 0;
        for (RowGroup group : footer.getRow_groups()) {
            if (group.getNum_rows() < 0 || group.getNum_rows() > Long.MAX_VALUE - firstRow) {
                throw new DamagedException("row group " + rowGroups.size() + " has " + group.getNum_rows() + " rows");
            }
            List<ColumnChunkPlace> places = new ArrayList<>();
            for (TopColumn top : tops) {
                places.add(top.type().columnType().isEmpty() ? null : place(group, rowGroups.size(), top, dataEnd));
            }
            rowGroups.add(new ParquetFile.RowGroup(firstRow, group.getNum_rows(), places));
            firstRow += group.getNum_rows();
        }
        if (firstRow != footer.getNum_rows()) {
            throw new DamagedException(
                    "its row groups have " + firstRow + " rows, the footer says " + footer.getNum_rows());
        }
        return rowGroups;
    }

    private static ColumnChunkPlace place(RowGroup group, int rowGroup, TopColumn top, long dataEnd) {
        // Writers disagree on what to say of chunks that have no pages, and nobody reads those.
        return group.getNum_rows() == 0 ? emptyPlace(top) : filledPlace(group, rowGroup, top, dataEnd);
    }

    private static ColumnChunkPlace emptyPlace(TopColumn top) {
        return new ColumnChunkPlace(
                new Column(top.element().getName(), top.type().columnType().orElseThrow()),
                top.element().getType(),
                top.element().getType_length(),
                top.element().getRepetition_type() == FieldRepetitionType.OPTIONAL,
                CompressionCodec.UNCOMPRESSED,
                HEAD_LENGTH,
                HEAD_LENGTH,
                0,
                0);
    }

    private static ColumnChunkPlace filledPlace(RowGroup group, int rowGroup, TopColumn top, long dataEnd) {
        String name = top.element().getName();
        String where = "column \"" + name + "\" of row group " + rowGroup;
        ColumnMetaData chunk = chunk(group, top.firstLeaf(), where);
        long start = chunk.getData_page_offset();
        // Some writers leave 0 for "no dictionary".
        if (chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0) {
            start = Math.min(start, chunk.getDictionary_page_offset());
        }
        long length = chunk.getTotal_compressed_size();
        if (start < HEAD_LENGTH || length < 0 || start > dataEnd || length > dataEnd - start) {
            throw new DamagedException(where + " should lie at byte " + start + " and have " + length
                    + " bytes, the data end at byte " + dataEnd);
        }
        if (chunk.getNum_values() != group.getNum_rows()) {
            throw new DamagedException(
                    where + " has " + chunk.getNum_values() + " values for " + group.getNum_rows() + " rows");
        }
        if (chunk.getType() != top.element().getType() || chunk.getCodec() == null) {
            throw new DamagedException(where + " is not of the type or not of a codec that the schema allows");
        }
        return new ColumnChunkPlace(
                new Column(name, top.type().columnType().orElseThrow()),
                chunk.getType(),
                top.element().getType_length(),
                top.element().getRepetition_type() == FieldRepetitionType.OPTIONAL,
                chunk.getCodec(),
                start,
                dataEnd,
                group.getNum_rows(),
                chunk.getTotal_uncompressed_size());
    }

    private static ColumnMetaData chunk(RowGroup group, int leaf, String where) {
        if (leaf >= group.getColumns().size()) {
            throw new DamagedException(where + " is not in the footer");
        }
        ColumnChunk chunk = group.getColumns().get(leaf);
        if (!chunk.isSetMeta_data() || chunk.isSetFile_path()) {
            throw new DamagedException(where + " lies in another file or is encrypted");
        }
        return chunk.getMeta_data();
    }

    private static ParquetColumn column(TopColumn top, List<RowGroup> groups) {
        long compressed = 0;
        long uncompressed = 0;
        for (RowGroup group : groups) {
            int end = Math.min(
                    top.firstLeaf() + top.leafCount(), group.getColumns().size());
            for (ColumnChunk chunk : group.getColumns().subList(Math.min(top.firstLeaf(), end), end)) {
                if (chunk.isSetMeta_data()) {
                    compressed += chunk.getMeta_data().getTotal_compressed_size();
                    uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
                }
            }
        }
        return new ParquetColumn(
                top.element().getName(),
                top.type().columnType(),
                top.type().text(),
                isByteArray(top),
                top.type().geometryCrs(),
                codec(top, groups),
                compressed,
                uncompressed);
    }

    private static boolean isByteArray(TopColumn top) {
        return top.type().columnType().isPresent() && top.element().getType() == Type.BYTE_ARRAY;
    }

    private static String codec(TopColumn top, List<RowGroup> groups) {
        if (groups.isEmpty()
                || top.leafCount() != 1
                || groups.get(0).getColumns().size() <= top.firstLeaf()) {
            return "none";
        }
        ColumnChunk chunk = groups.get(0).getColumns().get(top.firstLeaf());
        return chunk.isSetMeta_data() ? String.valueOf(chunk.getMeta_data().getCodec()) : "none";
    }

    private InputDataException encrypted() {
        return new InputDataException(
                path, "PARQUET_ENCRYPTED", "Cannot read " + path + ": it is encrypted. Write it without encryption.");
    }

    private InputDataException damaged(String code, String what) {
        return new InputDataException(path, code, message(what));
    }

    private String message(String what) {
        return "Cannot read " + path + ": " + what + "." + REMEDY;
    }
}
