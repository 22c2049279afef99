package dev.croft.core.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The pages of one column that parquet-column has encoded, kept compressed until their row group is written, for the
 * pages of a column must lie together, and its dictionary, which is complete last, must lie first.
 */
final class ColumnChunkPages implements PageWriter {
    /** Takes the bytes of a page, header and all. */
    @FunctionalInterface
    interface PageTarget {
        void write(byte[] bytes) throws IOException;
    }

    private final ColumnDescriptor column;
    private final PageCompressor compressor;
    private final Statistics<?> statistics;
    private final List<byte[]> pages = new ArrayList<>();
    private final Set<Encoding> encodings = new LinkedHashSet<>();
    private byte[] dictionary = new byte[0];
    private long rowCount;
    private long compressedLength;
    private long uncompressedLength;

    ColumnChunkPages(ColumnDescriptor column, PageCompressor compressor) {
        this.column = column;
        this.compressor = compressor;
        this.statistics = Statistics.createStats(column.getPrimitiveType());
    }

    /** Hands the pages over in file order; the first will lie at {@code position} of the file. */
    ColumnMetaData writeTo(PageTarget target, long position) throws IOException {
        if (dictionary.length > 0) {
            target.write(dictionary);
        }
        for (byte[] page : pages) {
            target.write(page);
        }
        PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
        ColumnMetaData chunk = new ColumnMetaData(
                type == PrimitiveTypeName.BINARY ? Type.BYTE_ARRAY : Type.valueOf(type.name()),
                List.copyOf(encodings),
                List.of(column.getPath()),
                CompressionCodec.ZSTD,
                rowCount,
                uncompressedLength,
                compressedLength,
                position + dictionary.length);
        if (dictionary.length > 0) {
            chunk.setDictionary_page_offset(position);
        }
        if (!statistics.isEmpty()) {
            chunk.setStatistics(thriftStatistics());
        }
        return chunk;
    }

    private org.apache.parquet.format.Statistics thriftStatistics() {
        org.apache.parquet.format.Statistics thrift =
                new org.apache.parquet.format.Statistics().setNull_count(statistics.getNumNulls());
        if (statistics.isNanCountSet()) {
            thrift.setNan_count(statistics.getNanCount());
        }
        if (statistics.hasNonNullValue()) {
            thrift.setMin_value(statistics.getMinBytes()).setMax_value(statistics.getMaxBytes());
        }
        return thrift;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rows,
            Statistics<?> pageStatistics,
            SizeStatistics sizes,
            GeospatialStatistics extent,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding values)
            throws IOException {
        DataPageHeader data = new DataPageHeader(
                valueCount, encoding(values), encoding(definitionLevels), encoding(repetitionLevels));
        encodings.add(data.getDefinition_level_encoding());
        encodings.add(data.getEncoding());
        pages.add(compressed(bytes, new PageHeader().setType(PageType.DATA_PAGE).setData_page_header(data)));
        statistics.mergeStatistics(pageStatistics);
        rowCount += valueCount;
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        DictionaryPageHeader data = new DictionaryPageHeader(page.getDictionarySize(), encoding(page.getEncoding()));
        encodings.add(data.getEncoding());
        dictionary = compressed(
                page.getBytes(),
                new PageHeader().setType(PageType.DICTIONARY_PAGE).setDictionary_page_header(data));
    }

    @Override
    @Deprecated
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> pageStatistics,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding values) {
        throw new UnsupportedOperationException("Pages come with their sizes");
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rows,
            Statistics<?> pageStatistics,
            org.apache.parquet.column.Encoding repetitionLevels,
            org.apache.parquet.column.Encoding definitionLevels,
            org.apache.parquet.column.Encoding values) {
        throw new UnsupportedOperationException("Pages come with their sizes");
    }

    @Override
    public void writePageV2(
            int rows,
            int nulls,
            int valueCount,
            BytesInput repetitionLevels,
            BytesInput definitionLevels,
            org.apache.parquet.column.Encoding encoding,
            BytesInput values,
            Statistics<?> pageStatistics) {
        throw new UnsupportedOperationException("Pages of version 1 are written");
    }

    /** Bytes held until the row group is written. */
    @Override
    public long getMemSize() {
        return compressedLength;
    }

    @Override
    public long allocatedSize() {
        return compressedLength;
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + compressedLength + " bytes";
    }

    private static Encoding encoding(org.apache.parquet.column.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }

    private byte[] compressed(BytesInput page, PageHeader header) throws IOException {
        int length = Math.toIntExact(page.size());
        byte[] body = compressor.compress(page.toByteBuffer(HeapByteBufferAllocator.getInstance(), buffer -> {}));
        CRC32 crc = new CRC32();
        crc.update(body);
        header.setUncompressed_page_size(length)
                .setCompressed_page_size(body.length)
                .setCrc((int) crc.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 64);
        Util.writePageHeader(header, bytes);
        uncompressedLength += bytes.size() + length;
        bytes.write(body, 0, body.length);
        compressedLength += bytes.size();
        return bytes.toByteArray();
    }
}
