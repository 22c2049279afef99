package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.GrowingBytes;
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
 * One leaf of the current row group: a column, or a field of its records. Values go into a dictionary while that pays, then on as PLAIN; finished pages are
 * kept compressed until the row group is written, for the pages of a column must lie together.
 */
final class ColumnChunkWriter {
    /** Bytes of values in a page. */
    private static final int PAGE_LENGTH = 1 << 19;

    /** Values and nulls in a page; a page ends where a row does, so that a long list may go beyond. */
    private static final int PAGE_ENTRIES = 1 << 16;

    /** A dictionary is given up when it outgrows this, or when half of the first values were new. */
    private static final int DICTIONARY_LENGTH = 1 << 19;

    private static final int TRIAL_VALUES = 1 << 12;

    private final ColumnLeaf leaf;
    private final Column column;
    private final PageCompressor compressor;
    private final GrowingBytes values = new GrowingBytes();
    private final GrowingBytes page = new GrowingBytes();
    private int[] levels = new int[1024];
    private int[] repetitions = new int[0];
    private int[] indices = new int[1024];
    private int entriesInPage;
    private int valuesInPage;
    private boolean dictionaryPays;
    private ValueDictionary dictionary;
    private boolean inDictionary;
    private ChunkStatistics statistics;

    private final List<byte[]> pages = new ArrayList<>();
    private final Set<Encoding> encodings = new LinkedHashSet<>();
    private long entryCount;
    private long compressedLength;
    private long uncompressedLength;
    private int dictionaryPageLength;

    ColumnChunkWriter(ColumnLeaf leaf, PageCompressor compressor) {
        this.leaf = leaf;
        this.column = leaf.values();
        this.compressor = compressor;
        this.dictionaryPays = column.type() != ColumnType.BOOLEAN;
        start();
    }

    /** Bytes held until the row group is written. */
    long heldBytes() {
        return compressedLength + values.length() + (inDictionary ? dictionary.byteSize() : 0);
    }

    /** Appends rows of the column that this is a leaf of. */
    void append(ColumnVector vector, int from, int end) throws IOException {
        boolean plain = leaf.nesting() == ColumnLeaf.Nesting.PLAIN;
        for (int row = from; row < end; row++) {
            if (plain) {
                appendEntry(vector, row, 0);
            } else {
                appendRecords(vector, row);
            }
            if (values.length() >= PAGE_LENGTH || entriesInPage >= PAGE_ENTRIES) {
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
                        leaf.path(),
                        CompressionCodec.ZSTD,
                        entryCount,
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
        entryCount = 0;
        compressedLength = 0;
        uncompressedLength = 0;
        dictionaryPageLength = 0;
        statistics = new ChunkStatistics(column.type());
        dictionary = dictionaryPays ? new ValueDictionary(column) : null;
        inDictionary = dictionaryPays;
    }

    private void appendRecords(ColumnVector records, int row) {
        int start = records.listStart(row);
        int end = records.listEnd(row);
        if (leaf.nesting() == ColumnLeaf.Nesting.STRUCT && !records.isNull(row) && end - start != 1) {
            throw new IllegalArgumentException("A struct of " + (end - start) + " records: " + records.column());
        }
        if (records.isNull(row) || start == end) {
            addLevels(records.isNull(row) ? 0 : 1, 0);
            statistics.addNull();
            return;
        }
        ColumnVector field = records.elements().get(leaf.field());
        for (int record = start; record < end; record++) {
            appendEntry(field, record, record == start ? 0 : 1);
        }
    }

    private void addLevels(int definition, int repetition) {
        if (entriesInPage == levels.length) {
            levels = Arrays.copyOf(levels, entriesInPage * 2);
            indices = Arrays.copyOf(indices, entriesInPage * 2);
        }
        if (leaf.nesting() == ColumnLeaf.Nesting.LIST) {
            repetitions = repetitions.length < levels.length ? Arrays.copyOf(repetitions, levels.length) : repetitions;
            repetitions[entriesInPage] = repetition;
        }
        levels[entriesInPage++] = definition;
    }

    private void appendEntry(ColumnVector vector, int row, int repetition) {
        boolean isNull = vector.isNull(row);
        int definition = leaf.nesting().definition();
        addLevels(isNull ? definition - 1 : definition, repetition);
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
        boolean failedTrial = entryCount == 0 && valuesInPage == TRIAL_VALUES && dictionary.size() > TRIAL_VALUES / 2;
        if (!failedTrial && dictionary.byteSize() <= DICTIONARY_LENGTH) {
            return;
        }
        for (int i = 0; i < valuesInPage; i++) {
            PlainEncoder.encode(dictionary.entries(), indices[i], values);
        }
        inDictionary = false;
        if (entryCount == 0) {
            dictionary = null;
            dictionaryPays = false;
        }
    }

    private void finishPage() throws IOException {
        if (entriesInPage == 0) {
            return;
        }
        page.clear();
        encodeLevels();
        Encoding encoding = encodeValues();
        encodings.add(Encoding.RLE);
        encodings.add(encoding);
        PageHeader header = new PageHeader()
                .setType(PageType.DATA_PAGE)
                .setData_page_header(new DataPageHeader(entriesInPage, encoding, Encoding.RLE, Encoding.RLE));
        pages.add(compressed(header));
        entryCount += entriesInPage;
        entriesInPage = 0;
        valuesInPage = 0;
        values.clear();
    }

    private void encodeLevels() {
        if (leaf.nesting() == ColumnLeaf.Nesting.LIST) {
            encodeLevels(repetitions, 1);
        }
        encodeLevels(levels, HybridEncoder.bitWidth(leaf.nesting().definition() + 1));
    }

    private void encodeLevels(int[] source, int bitWidth) {
        int start = page.length();
        page.putInt(0);
        HybridEncoder.encode(source, entriesInPage, bitWidth, page);
        page.setInt(start, page.length() - start - Integer.BYTES);
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
