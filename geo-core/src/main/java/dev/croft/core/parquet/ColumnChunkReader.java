package dev.croft.core.parquet;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.ParquetDecodingException;

/** One column of one row group, read from front to back. Gives damage its place: file, column, row group and page. */
final class ColumnChunkReader {
    private final Path path;
    private final int rowGroup;
    private final ColumnChunkPlace place;
    private final PageReader pages;
    private final ColumnDescriptor descriptor;
    private Dictionary dictionary;
    private DefinitionLevels levels;
    private ValueDecoder decoder;
    private int leftInPage;
    private long leftInChunk;

    ColumnChunkReader(
            Path path, int rowGroup, ColumnChunkPlace place, FileChannel channel, PageDecompressor decompressor) {
        this.path = path;
        this.rowGroup = rowGroup;
        this.place = place;
        this.pages = new PageReader(place, new FileWindow(channel, place.position(), place.limit()), decompressor);
        this.descriptor = place.descriptor();
        this.leftInChunk = place.rowCount();
    }

    Column column() {
        return place.column();
    }

    long bufferBytes() {
        return pages.bufferBytes();
    }

    /** Passes {@code rowCount} rows on, which the caller knows to be there. */
    void read(int rowCount, ValueSink sink) throws IOException {
        try {
            int left = rowCount;
            while (left > 0) {
                if (leftInPage == 0) {
                    nextDataPage();
                    continue;
                }
                int count = Math.min(left, leftInPage);
                readRun(count, sink);
                left -= count;
                leftInPage -= count;
                leftInChunk -= count;
            }
        } catch (DamagedException e) {
            throw damaged(e.getMessage(), e);
        } catch (ParquetRuntimeException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | NegativeArraySizeException
                | BufferUnderflowException e) {
            throw damaged("its values do not decode", e);
        }
    }

    private void readRun(int count, ValueSink sink) {
        if (levels == null) {
            decoder.read(count, sink);
            return;
        }
        int left = count;
        while (left > 0) {
            int run = nextRun(left);
            if (run > 0) {
                decoder.read(run, sink);
            } else {
                for (int i = run; i < 0; i++) {
                    sink.addNull();
                }
            }
            left -= Math.abs(run);
        }
    }

    private int nextRun(int maximum) {
        try {
            return levels.run(maximum);
        } catch (IOException e) {
            throw new DamagedException("its levels do not decode", e);
        }
    }

    private void nextDataPage() throws IOException {
        pages.next();
        if (pages.isDictionary()) {
            readDictionary();
            return;
        }
        leftInPage = pages.valueCount();
        if (leftInPage > leftInChunk) {
            throw new DamagedException(
                    "it should have " + leftInPage + " rows, its row group has " + leftInChunk + " left");
        }
        try {
            levels = place.optional() ? new DefinitionLevels(pages.levels(), leftInPage) : null;
            decoder = decoder(pages.encoding(), pages.values());
        } catch (IOException e) {
            throw new DamagedException("its values do not decode", e);
        }
    }

    private void readDictionary() {
        if (dictionary != null) {
            throw new DamagedException("it is a second dictionary");
        }
        EncodedValues values = pages.values();
        PageClaims.checkDictionary(place.type(), place.typeLength(), values, pages.valueCount());
        // A copy, for the dictionary keeps the bytes that the next page overwrites.
        byte[] copy = Arrays.copyOfRange(values.bytes(), values.offset(), values.limit());
        try {
            DictionaryPage page = new DictionaryPage(BytesInput.from(copy), pages.valueCount(), Encoding.PLAIN);
            dictionary = Encoding.PLAIN.initDictionary(descriptor, page);
        } catch (IOException e) {
            throw new DamagedException("its dictionary does not decode", e);
        }
    }

    private ValueDecoder decoder(org.apache.parquet.format.Encoding stated, EncodedValues values) throws IOException {
        if (stated == org.apache.parquet.format.Encoding.PLAIN && place.type() == Type.BYTE_ARRAY) {
            return new PlainByteArrays(values);
        }
        if (stated == null || stated == org.apache.parquet.format.Encoding.BIT_PACKED) {
            throw notEncodedAs(stated, null);
        }
        Encoding encoding = Encoding.valueOf(stated.name());
        ValuesReader reader = valuesReader(encoding);
        if (values.length() == 0) {
            return (count, sink) -> {
                throw new DamagedException("the page holds fewer values than its header says");
            };
        }
        PageClaims.check(encoding, values, leftInPage);
        reader.initFromPage(leftInPage, values.stream());
        return new LibraryValues(place.type(), reader);
    }

    private ValuesReader valuesReader(Encoding encoding) {
        try {
            if (!encoding.usesDictionary()) {
                return encoding.getValuesReader(descriptor, ValuesType.VALUES);
            }
            if (dictionary == null) {
                throw new DamagedException("its dictionary is missing");
            }
            return encoding.getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary);
        } catch (ParquetDecodingException e) {
            throw notEncodedAs(encoding, e);
        }
    }

    private DamagedException notEncodedAs(Object encoding, Exception cause) {
        return new DamagedException("values of " + place.type() + " cannot be encoded as " + encoding, cause);
    }

    private InputDataException damaged(String what, Exception cause) {
        return new InputDataException(
                path,
                "PARQUET_DAMAGED",
                "Cannot read column \"" + place.column().name() + "\" of " + path + ", row group " + rowGroup
                        + ", page at byte " + pages.pagePosition() + ": " + what
                        + ". The file looks damaged; write or copy it again.",
                cause);
    }
}
