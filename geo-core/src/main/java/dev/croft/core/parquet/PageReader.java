package dev.croft.core.parquet;

import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import shaded.parquet.org.apache.thrift.TException;

/**
 * The pages of one column chunk, one after the other; each is decompressed into the same reused array. Nothing is
 * reserved before its length was held against the file and the footer.
 */
final class PageReader {
    /** Headers are some dozens of bytes unless they carry statistics of long values. */
    private static final int USUAL_HEADER_LENGTH = 1 << 10;

    private static final int LONGEST_HEADER_LENGTH = 1 << 25;

    /** Pages up to this size are accepted whatever the footer says about the column; the usual size is 1 MiB. */
    private static final int UNQUESTIONED_PAGE_LENGTH = 1 << 26;

    private final ColumnChunkPlace place;
    private final FileWindow window;
    private final PageDecompressor decompressor;
    private final CRC32 crc = new CRC32();
    private byte[] decompressed = new byte[0];
    private PageHeader header = new PageHeader();
    private long pagePosition;
    private EncodedValues values;
    private EncodedValues levels;

    PageReader(ColumnChunkPlace place, FileWindow window, PageDecompressor decompressor) {
        this.place = place;
        this.window = window;
        this.decompressor = decompressor;
        this.pagePosition = place.position();
    }

    /** Position in the file of the current page, for messages. */
    long pagePosition() {
        return pagePosition;
    }

    /** Moves on to the next page; index pages are passed over. */
    void next() throws IOException {
        do {
            window.skip(header.isSetCompressed_page_size() ? header.getCompressed_page_size() : 0);
            readHeader();
        } while (header.getType() == PageType.INDEX_PAGE);
        switch (header.getType()) {
            case DATA_PAGE -> openDataPage();
            case DATA_PAGE_V2 -> openDataPageV2();
            case DICTIONARY_PAGE -> openDictionaryPage();
            case INDEX_PAGE -> throw new IllegalStateException("Index pages are passed over");
        }
    }

    boolean isDictionary() {
        return header.getType() == PageType.DICTIONARY_PAGE;
    }

    /** Rows of the current data page, values of the current dictionary page. */
    int valueCount() {
        return switch (header.getType()) {
            case DATA_PAGE -> header.getData_page_header().getNum_values();
            case DATA_PAGE_V2 -> header.getData_page_header_v2().getNum_values();
            case DICTIONARY_PAGE -> header.getDictionary_page_header().getNum_values();
            case INDEX_PAGE -> 0;
        };
    }

    /** Encoding of the current data page. */
    Encoding encoding() {
        boolean second = header.getType() == PageType.DATA_PAGE_V2;
        return second
                ? header.getData_page_header_v2().getEncoding()
                : header.getData_page_header().getEncoding();
    }

    /** Encoded values of the current page; lent until the next page. */
    EncodedValues values() {
        return values;
    }

    /** Levels of the current data page of an optional column. */
    EncodedValues levels() {
        return levels;
    }

    int bufferBytes() {
        return window.capacity() + decompressed.length;
    }

    private void readHeader() throws IOException {
        pagePosition = window.position();
        int length = USUAL_HEADER_LENGTH;
        while (true) {
            int available = window.available(length);
            try {
                header = new PageHeader();
                window.skip(ThriftReader.pageHeader(header, window.bytes(), window.offset(), available));
                break;
            } catch (TException e) {
                if (available < length || length >= LONGEST_HEADER_LENGTH) {
                    throw new DamagedException("its header does not decode", e);
                }
                length *= 8;
            }
        }
        checkHeader();
    }

    private void checkHeader() {
        int compressed = header.getCompressed_page_size();
        int uncompressed = header.getUncompressed_page_size();
        if (compressed < 0 || compressed > window.remaining()) {
            throw new DamagedException(
                    "it should have " + compressed + " bytes, the data end after " + window.remaining());
        }
        if (uncompressed < 0 || uncompressed > Math.max(UNQUESTIONED_PAGE_LENGTH, place.uncompressedBytes())) {
            throw new DamagedException("it should have " + uncompressed + " bytes uncompressed, its whole column has "
                    + place.uncompressedBytes());
        }
        boolean complete =
                switch (header.getType()) {
                    case DATA_PAGE -> header.isSetData_page_header();
                    case DATA_PAGE_V2 -> header.isSetData_page_header_v2();
                    case DICTIONARY_PAGE -> header.isSetDictionary_page_header();
                    case INDEX_PAGE -> true;
                };
        if (!complete || valueCount() < 0) {
            throw new DamagedException("its header is incomplete");
        }
    }

    private void openDataPage() throws IOException {
        EncodedValues all = decode(0, place.codec());
        int levelsEnd = all.offset();
        if (place.optional()) {
            requireSupportedLevels(header.getData_page_header());
            int start = all.offset() + Integer.BYTES;
            int length = start > all.limit() ? -1 : LittleEndian.getInt(all.bytes(), all.offset());
            if (length < 0 || length > all.limit() - start) {
                throw new DamagedException("its levels are longer than itself");
            }
            levelsEnd = start + length;
            levels = new EncodedValues(all.bytes(), start, levelsEnd);
        }
        values = all.from(levelsEnd);
    }

    private static void requireSupportedLevels(DataPageHeader data) {
        if (data.getDefinition_level_encoding() != Encoding.RLE) {
            throw new DamagedException(
                    "its levels are encoded as " + data.getDefinition_level_encoding() + ", which is not supported");
        }
    }

    /** Version 2 keeps the levels in front of the compressed part. */
    private void openDataPageV2() throws IOException {
        DataPageHeaderV2 data = header.getData_page_header_v2();
        int repetition = data.getRepetition_levels_byte_length();
        int definition = data.getDefinition_levels_byte_length();
        long levelsLength = (long) repetition + definition;
        if (repetition < 0
                || definition < 0
                || levelsLength > Math.min(header.getCompressed_page_size(), header.getUncompressed_page_size())) {
            throw new DamagedException("its levels are longer than itself");
        }
        boolean compressed = !data.isSetIs_compressed() || data.isIs_compressed();
        values = decode((int) levelsLength, compressed ? place.codec() : CompressionCodec.UNCOMPRESSED);
        int start = window.offset() + repetition;
        levels = new EncodedValues(window.bytes(), start, start + definition);
    }

    private void openDictionaryPage() throws IOException {
        Encoding encoding = header.getDictionary_page_header().getEncoding();
        if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
            throw new DamagedException("it is a dictionary encoded as " + encoding);
        }
        values = decode(0, place.codec());
    }

    /** The page's bytes after the first {@code plainLength}, which are levels and not compressed. */
    private EncodedValues decode(int plainLength, CompressionCodec codec) throws IOException {
        window.available(header.getCompressed_page_size());
        checkSum();
        int offset = window.offset() + plainLength;
        int length = header.getCompressed_page_size() - plainLength;
        if (codec == CompressionCodec.UNCOMPRESSED) {
            return new EncodedValues(window.bytes(), offset, offset + length);
        }
        int decodedLength = header.getUncompressed_page_size() - plainLength;
        reserve(decodedLength);
        if (decodedLength > 0) {
            decompressor.decompress(codec, window.bytes(), offset, length, decompressed, decodedLength);
        }
        return new EncodedValues(decompressed, 0, decodedLength);
    }

    /** Of the page as it lies in the file, if its writer left one; <em>Checksumming</em> of the format. */
    private void checkSum() {
        if (!header.isSetCrc()) {
            return;
        }
        crc.reset();
        crc.update(window.bytes(), window.offset(), header.getCompressed_page_size());
        if ((int) crc.getValue() != header.getCrc()) {
            throw new DamagedException("its checksum is wrong");
        }
    }

    private void reserve(int length) {
        if (decompressed.length < length) {
            decompressed = new byte[length + Math.min(length / 4, 1 << 18)];
        }
    }
}
