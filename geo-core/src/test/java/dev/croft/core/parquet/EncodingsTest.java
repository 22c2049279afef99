package dev.croft.core.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of each encoding, whole and damaged, read as a column chunk reads them. */
class EncodingsTest {
    private static final HeapByteBufferAllocator HEAP = new HeapByteBufferAllocator();
    private static final int ROWS = 1000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"})
    void byteArrays(Encoding encoding) throws IOException {
        byte[] page = page(encoding);

        ColumnVector decoded = read(Type.BYTE_ARRAY, data(encoding, page));

        for (int i = 0; i < ROWS; i++) {
            assertArrayEquals(text(i), bytesAt(decoded, i));
        }
    }

    /** Without checksums, as many writers leave them out; and much more is claimed than the heap of the tests holds. */
    @ParameterizedTest
    @EnumSource(Encoding.class)
    void noiseIsDamageAndReservesNothing(Encoding encoding) throws IOException {
        Random random = new Random(3);
        for (Type type : List.of(Type.BYTE_ARRAY, Type.INT64, Type.DOUBLE, Type.BOOLEAN)) {
            for (int i = 0; i < 300; i++) {
                byte[] noise = new byte[random.nextInt(60)];
                random.nextBytes(noise);
                readNoise(type, pages(encoding, noise));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PLAIN",
                "DELTA_LENGTH_BYTE_ARRAY",
                "DELTA_BYTE_ARRAY",
                "DELTA_BINARY_PACKED",
                "BYTE_STREAM_SPLIT",
                "RLE_DICTIONARY"
            })
    void flippedBytesAreDamageOrOtherValues(Encoding encoding) throws IOException {
        Random random = new Random(5);
        byte[] page = page(encoding);
        Type type =
                switch (encoding) {
                    case DELTA_BINARY_PACKED -> Type.INT64;
                    case BYTE_STREAM_SPLIT -> Type.DOUBLE;
                    default -> Type.BYTE_ARRAY;
                };
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = Arrays.copyOf(page, random.nextInt(3) == 0 ? random.nextInt(page.length) : page.length);
            for (int flips = random.nextInt(3); flips >= 0 && damaged.length > 0; flips--) {
                int range = random.nextBoolean() ? Math.min(12, damaged.length) : damaged.length;
                damaged[random.nextInt(range)] = (byte) random.nextInt();
            }
            readNoise(type, pages(encoding, damaged));
        }
    }

    @Test
    void dictionaryMustHaveRoomForItsValues() throws IOException {
        byte[] dictionary = write(
                new PageHeader(PageType.DICTIONARY_PAGE, 8, 8)
                        .setDictionary_page_header(new DictionaryPageHeader(Integer.MAX_VALUE, Encoding.PLAIN)),
                new byte[8]);

        assertThrows(InputDataException.class, () -> read(Type.INT64, dictionary));
    }

    /** The second thousand prefixes, each as long as it may be, would otherwise reserve gigabytes. */
    @Test
    void prefixesCannotBeLongerThanTheirPage() throws IOException {
        ValuesWriter prefixes = new DeltaBinaryPackingValuesWriterForLong(256, 1 << 16, HEAP);
        ValuesWriter suffixes = new DeltaLengthByteArrayValuesWriter(256, 1 << 16, HEAP);
        for (int i = 0; i < ROWS; i++) {
            prefixes.writeLong(i == 0 ? 0 : Integer.MAX_VALUE - 100);
            suffixes.writeBytes(Binary.fromString("a"));
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        prefixes.getBytes().writeAllTo(page);
        suffixes.getBytes().writeAllTo(page);

        assertThrows(
                InputDataException.class,
                () -> read(Type.BYTE_ARRAY, data(Encoding.DELTA_BYTE_ARRAY, page.toByteArray())));
    }

    /** A dictionary of nine texts where there is need of one, then the page. */
    private static byte[] pages(Encoding encoding, byte[] page) throws IOException {
        if (encoding != Encoding.RLE_DICTIONARY && encoding != Encoding.PLAIN_DICTIONARY) {
            return data(encoding, page);
        }
        ValuesWriter plain = new PlainValuesWriter(256, 1 << 16, HEAP);
        for (int i = 0; i < 9; i++) {
            plain.writeBytes(Binary.fromConstantByteArray(text(i)));
        }
        byte[] values = bytes(plain);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(write(
                new PageHeader(PageType.DICTIONARY_PAGE, values.length, values.length)
                        .setDictionary_page_header(new DictionaryPageHeader(9, Encoding.PLAIN)),
                values));
        bytes.write(data(encoding, page));
        return bytes.toByteArray();
    }

    private static byte[] data(Encoding encoding, byte[] page) throws IOException {
        DataPageHeader data = new DataPageHeader(ROWS, encoding, Encoding.RLE, Encoding.RLE);
        return write(new PageHeader(PageType.DATA_PAGE, page.length, page.length).setData_page_header(data), page);
    }

    private static byte[] write(PageHeader header, byte[] page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writePageHeader(header, bytes);
        bytes.write(page);
        return bytes.toByteArray();
    }

    private static byte[] page(Encoding encoding) throws IOException {
        if (encoding == Encoding.RLE_DICTIONARY) {
            // Four bits; one run of eight groups, and then the value 3 over and over.
            byte[] page = new byte[1 + 1 + 32 + 3];
            page[0] = 4;
            page[1] = 8 << 1 | 1;
            page[34] = (byte) (0x80 | (ROWS - 64) << 1);
            page[35] = (byte) ((ROWS - 64) >> 6);
            page[36] = 3;
            return page;
        }
        ValuesWriter writer =
                switch (encoding) {
                    case DELTA_LENGTH_BYTE_ARRAY -> new DeltaLengthByteArrayValuesWriter(256, 1 << 16, HEAP);
                    case DELTA_BYTE_ARRAY -> new DeltaByteArrayWriter(256, 1 << 16, HEAP);
                    case DELTA_BINARY_PACKED -> new DeltaBinaryPackingValuesWriterForLong(256, 1 << 16, HEAP);
                    case BYTE_STREAM_SPLIT ->
                        new ByteStreamSplitValuesWriter.DoubleByteStreamSplitValuesWriter(256, 1 << 16, HEAP);
                    default -> new PlainValuesWriter(256, 1 << 16, HEAP);
                };
        for (int i = 0; i < ROWS; i++) {
            switch (encoding) {
                case DELTA_BINARY_PACKED -> writer.writeLong(i * 0x9E3779B97F4A7C15L);
                case BYTE_STREAM_SPLIT -> writer.writeDouble(Math.sqrt(i));
                default -> writer.writeBytes(Binary.fromConstantByteArray(text(i)));
            }
        }
        return bytes(writer);
    }

    private static byte[] bytes(ValuesWriter writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.getBytes().writeAllTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] text(int i) {
        return ("field-" + i / 7 + "x".repeat(i % 5)).getBytes(StandardCharsets.UTF_8);
    }

    private void readNoise(Type type, byte[] chunk) {
        assertDoesNotThrow(() -> {
            try {
                read(type, chunk);
            } catch (InputDataException damage) {
                // The other outcome that damage may have.
            }
        });
    }

    private ColumnVector read(Type type, byte[] chunk) throws IOException {
        ColumnType columnType =
                switch (type) {
                    case BOOLEAN -> ColumnType.BOOLEAN;
                    case INT64 -> ColumnType.INT64;
                    case DOUBLE -> ColumnType.FLOAT64;
                    default -> ColumnType.BINARY;
                };
        Column column = new Column("value", columnType);
        ColumnVector out = new ColumnVector(column);
        Path file = Files.write(folder.resolve("chunk"), chunk);
        ColumnChunkPlace place = new ColumnChunkPlace(
                column, type, 0, false, CompressionCodec.UNCOMPRESSED, 0, chunk.length, ROWS, chunk.length);
        try (FileChannel channel = FileChannel.open(file);
                PageDecompressor decompressor = new PageDecompressor()) {
            ColumnChunkReader reader = new ColumnChunkReader(file, 0, place, channel, decompressor);
            // In two uneven reads, for runs to go on from one to the next.
            reader.read(ROWS / 3, ValueSink.into(out));
            reader.read(ROWS - ROWS / 3, ValueSink.into(out));
        }
        return out;
    }

    private static byte[] bytesAt(ColumnVector vector, int row) {
        int start = vector.bytesStart(row);
        return Arrays.copyOfRange(vector.bytes(), start, start + vector.bytesLength(row));
    }
}
