package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/**
 * One column of the current row group. Values go into a dictionary while that pays, then on as PLAIN; finished pages are
 * kept compressed until the row group is written, for the pages of a column must lie together.
 */
final class ColumnChunkWriter {
    /** Bytes of values in a page. */
    private static final int PAGE_LENGTH = 1 << 19;

    private static final int PAGE_ROWS = 1 << 16;

    /** A dictionary is given up when it outgrows this, or when half of the first values were new. */
    private static final int DICTIONARY_LENGTH = 1 << 19;

    private static final int TRIAL_VALUES = 1 << 12;

    private final Column column;
    private final PageCompressor compressor;
    private final GrowingBytes values = new GrowingBytes();
    private final GrowingBytes page = new GrowingBytes();
    private int[] levels = new int[1024];
    private int[] indices = new int[1024];
    private int rowsInPage;
    private int valuesInPage;
    private boolean dictionaryPays;
    private ValueDictionary dictionary;
    private boolean inDictionary;
    private ChunkStatistics statistics;

    private final List<byte[]> pages = new ArrayList<>();
    private final Set<Encoding> encodings = new LinkedHashSet<>();
    private long rowCount;
    private long compressedLength;
    private long uncompressedLength;
    private int dictionaryPageLength;

    ColumnChunkWriter(Column column, PageCompressor compressor) {
        this.column = column;
        this.compressor = compressor;
        this.dictionaryPays = column.type() != ColumnType.BOOLEAN;
        start();
    }

    /** Bytes held until the row group is written. */
    long heldBytes() {
        return compressedLength + values.length() + (inDictionary ? dictionary.byteSize() : 0);
    }

    void append(ColumnVector vector, int from, int end) throws IOException {
        for (int row = from; row < end; row++) {
            append(vector, row);
            if (values.length() >= PAGE_LENGTH || rowsInPage == PAGE_ROWS) {
                finishPage();
            }
        }
    }

    /** Completes the chunk, hands its pages over in file order and forgets them. */
    ColumnMetaData finish(long position, PageTarget target) throws IOException {
        finishPage();
        boolean hasDictionary = dictionary != null && encodings.contains(Encoding.RLE_DICTIONARY);
        if (hasDictionary) {
            pages.add(0, dictionaryPage());
        }
        for (byte[] bytes : pages) {
            target.write(bytes);
        }
        ColumnMetaData chunk = new ColumnMetaData(
                        SchemaElements.physical(column.type()),
                        List.copyOf(encodings),
                        List.of(column.name()),
                        CompressionCodec.ZSTD,
                        rowCount,
                        uncompressedLength,
                        compressedLength,
                        position + dictionaryPageLength)
                .setStatistics(statistics.toStatistics());
        if (hasDictionary) {
            chunk.setDictionary_page_offset(position);
        }
        start();
        return chunk;
    }

    /** Takes the bytes of a page, header and all. */
    @FunctionalInterface
    interface PageTarget {
        void write(byte[] bytes) throws IOException;
    }

    private void start() {
        pages.clear();
        encodings.clear();
        rowCount = 0;
        compressedLength = 0;
        uncompressedLength = 0;
        dictionaryPageLength = 0;
        statistics = new ChunkStatistics(column.type());
        dictionary = dictionaryPays ? new ValueDictionary(column) : null;
        inDictionary = dictionaryPays;
    }

    private void append(ColumnVector vector, int row) {
        if (rowsInPage == levels.length) {
            levels = Arrays.copyOf(levels, rowsInPage * 2);
            indices = Arrays.copyOf(indices, rowsInPage * 2);
        }
        boolean isNull = vector.isNull(row);
        levels[rowsInPage++] = isNull ? 0 : 1;
        if (isNull) {
            statistics.addNull();
            return;
        }
        statistics.add(vector, row);
        if (inDictionary) {
            indices[valuesInPage++] = dictionary.indexOf(vector, row);
            leaveUselessDictionary();
        } else if (column.type() == ColumnType.BOOLEAN) {
            indices[valuesInPage++] = vector.intAt(row);
        } else {
            valuesInPage++;
            PlainEncoder.encode(vector, row, values);
        }
    }

    /** Goes on as PLAIN when too many values are new; a chunk that has no finished page yet forgets its dictionary. */
    private void leaveUselessDictionary() {
        boolean failedTrial = rowCount == 0 && valuesInPage == TRIAL_VALUES && dictionary.size() > TRIAL_VALUES / 2;
        if (!failedTrial && dictionary.byteSize() <= DICTIONARY_LENGTH) {
            return;
        }
        for (int i = 0; i < valuesInPage; i++) {
            PlainEncoder.encode(dictionary.entries(), indices[i], values);
        }
        inDictionary = false;
        if (rowCount == 0) {
            dictionary = null;
            dictionaryPays = false;
        }
    }

    private void finishPage() throws IOException {
        if (rowsInPage == 0) {
            return;
        }
        page.clear();
        encodeLevels();
        Encoding encoding = encodeValues();
        encodings.add(Encoding.RLE);
        encodings.add(encoding);
        PageHeader header = new PageHeader()
                .setType(PageType.DATA_PAGE)
                .setData_page_header(new DataPageHeader(rowsInPage, encoding, Encoding.RLE, Encoding.RLE));
        pages.add(compressed(header));
        rowCount += rowsInPage;
        rowsInPage = 0;
        valuesInPage = 0;
        values.clear();
    }

    private void encodeLevels() {
        page.putInt(0);
        HybridEncoder.encode(levels, rowsInPage, 1, page);
        page.setInt(0, page.length() - Integer.BYTES);
    }

    private Encoding encodeValues() {
        if (inDictionary) {
            int bitWidth = HybridEncoder.bitWidth(dictionary.size());
            page.putByte(bitWidth);
            HybridEncoder.encode(indices, valuesInPage, bitWidth, page);
            return Encoding.RLE_DICTIONARY;
        }
        if (column.type() == ColumnType.BOOLEAN) {
            HybridEncoder.pack(indices, 0, valuesInPage, page);
        } else {
            page.put(values.array(), 0, values.length());
        }
        return Encoding.PLAIN;
    }

    private byte[] dictionaryPage() throws IOException {
        page.clear();
        for (int i = 0; i < dictionary.size(); i++) {
            PlainEncoder.encode(dictionary.entries(), i, page);
        }
        PageHeader header = new PageHeader()
                .setType(PageType.DICTIONARY_PAGE)
                .setDictionary_page_header(new DictionaryPageHeader(dictionary.size(), Encoding.PLAIN));
        byte[] bytes = compressed(header);
        encodings.add(Encoding.PLAIN);
        dictionaryPageLength = bytes.length;
        return bytes;
    }

    private byte[] compressed(PageHeader header) throws IOException {
        byte[] body = compressor.compress(page);
        CRC32 crc = new CRC32();
        crc.update(body);
        header.setUncompressed_page_size(page.length())
                .setCompressed_page_size(body.length)
                .setCrc((int) crc.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 64);
        Util.writePageHeader(header, bytes);
        uncompressedLength += bytes.size() + page.length();
        bytes.write(body, 0, body.length);
        compressedLength += bytes.size();
        return bytes.toByteArray();
    }
}
