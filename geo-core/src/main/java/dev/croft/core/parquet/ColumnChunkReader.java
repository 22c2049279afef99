package dev.croft.core.parquet;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** One column of one row group, read from front to back. Gives damage its place: file, column, row group and page. */
final class ColumnChunkReader {
    private final Path path;
    private final int rowGroup;
    private final ColumnChunkPlace place;
    private final PageReader pages;
    private ColumnVector dictionary;
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
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
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
            int run = levels.run(left);
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
        levels = place.optional() ? pages.levels() : null;
        decoder = decoder(pages.encoding(), pages.values());
    }

    private void readDictionary() {
        if (dictionary != null) {
            throw new DamagedException("it is a second dictionary");
        }
        dictionary = new ColumnVector(place.column());
        new PlainDecoder(pages.values()).read(pages.valueCount(), new VectorSink(dictionary));
    }

    private ValueDecoder decoder(Encoding encoding, EncodedValues values) {
        Type type = place.type();
        boolean bytes = type == Type.BYTE_ARRAY || type == Type.FIXED_LEN_BYTE_ARRAY;
        boolean integer = type == Type.INT32 || type == Type.INT64;
        boolean supported = encoding != null
                && switch (encoding) {
                    case PLAIN -> true;
                    case PLAIN_DICTIONARY, RLE_DICTIONARY -> dictionary != null;
                    case RLE -> type == Type.BOOLEAN;
                    case DELTA_BINARY_PACKED -> integer;
                    case DELTA_LENGTH_BYTE_ARRAY -> type == Type.BYTE_ARRAY;
                    case DELTA_BYTE_ARRAY -> bytes;
                    case BYTE_STREAM_SPLIT -> type != Type.BOOLEAN && type != Type.BYTE_ARRAY;
                    case BIT_PACKED -> false;
                };
        if (!supported) {
            throw new DamagedException("values of " + type + " cannot be encoded as " + encoding
                    + (dictionary == null ? " without a dictionary" : ""));
        }
        return switch (encoding) {
            case PLAIN -> new PlainDecoder(values);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> new DictionaryDecoder(dictionary, values);
            case RLE -> new BooleanRunDecoder(values);
            case DELTA_BINARY_PACKED -> new DeltaDecoder(values);
            case DELTA_LENGTH_BYTE_ARRAY -> new DeltaLengthDecoder(values);
            case DELTA_BYTE_ARRAY -> new DeltaByteArrayDecoder(values);
            case BYTE_STREAM_SPLIT -> new ByteStreamSplitDecoder(values);
            case BIT_PACKED -> throw new IllegalStateException("BIT_PACKED was refused");
        };
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
