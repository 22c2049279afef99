package dev.croft.core.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each decoder against the encoder of parquet-java. */
class ValueDecodersTest {
    private static final HeapByteBufferAllocator HEAP = new HeapByteBufferAllocator();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 127, 128, 129, 1000, 5000})
    void deltaNumbers(int count) throws IOException {
        Random random = new Random(count);
        ValuesWriter ints = new DeltaBinaryPackingValuesWriterForInteger(256, 1 << 16, HEAP);
        ValuesWriter longs = new DeltaBinaryPackingValuesWriterForLong(256, 1 << 16, HEAP);
        int[] expectedInts = new int[count];
        long[] expectedLongs = new long[count];
        for (int i = 0; i < count; i++) {
            expectedInts[i] = random.nextInt() >> random.nextInt(32);
            expectedLongs[i] = random.nextLong() >> random.nextInt(64);
            ints.writeInteger(expectedInts[i]);
            longs.writeLong(expectedLongs[i]);
        }

        ColumnVector decodedInts = vector(ColumnType.INT32);
        read(new DeltaDecoder(values(Type.INT32, ints)), count, decodedInts);
        ColumnVector decodedLongs = vector(ColumnType.INT64);
        read(new DeltaDecoder(values(Type.INT64, longs)), count, decodedLongs);

        for (int i = 0; i < count; i++) {
            assertEquals(expectedInts[i], decodedInts.intAt(i));
            assertEquals(expectedLongs[i], decodedLongs.longAt(i));
        }
        assertThrows(DamagedException.class, () -> new DeltaDecoder(values(Type.INT32, ints))
                .read(count + 1, new VectorSink(decodedInts)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void deltaByteArrays(int count) throws IOException {
        Random random = new Random(count);
        ValuesWriter lengths = new DeltaLengthByteArrayValuesWriter(256, 1 << 16, HEAP);
        ValuesWriter prefixes = new DeltaByteArrayWriter(256, 1 << 16, HEAP);
        byte[][] expected = new byte[count][];
        for (int i = 0; i < count; i++) {
            expected[i] =
                    ("field-" + random.nextInt(500) + "x".repeat(random.nextInt(20))).getBytes(StandardCharsets.UTF_8);
            lengths.writeBytes(Binary.fromConstantByteArray(expected[i]));
            prefixes.writeBytes(Binary.fromConstantByteArray(expected[i]));
        }

        for (ValueDecoder decoder : List.of(
                new DeltaLengthDecoder(values(Type.BYTE_ARRAY, lengths)),
                new DeltaByteArrayDecoder(values(Type.BYTE_ARRAY, prefixes)))) {
            ColumnVector decoded = vector(ColumnType.BINARY);
            read(decoder, count, decoded);
            for (int i = 0; i < count; i++) {
                assertArrayEquals(expected[i], bytesAt(decoded, i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void splitStreams(int count) throws IOException {
        Random random = new Random(count);
        ValuesWriter floats = new ByteStreamSplitValuesWriter.FloatByteStreamSplitValuesWriter(256, 1 << 16, HEAP);
        ValuesWriter doubles = new ByteStreamSplitValuesWriter.DoubleByteStreamSplitValuesWriter(256, 1 << 16, HEAP);
        float[] expectedFloats = new float[count];
        double[] expectedDoubles = new double[count];
        for (int i = 0; i < count; i++) {
            expectedFloats[i] = random.nextFloat();
            expectedDoubles[i] = random.nextDouble();
            floats.writeFloat(expectedFloats[i]);
            doubles.writeDouble(expectedDoubles[i]);
        }

        ColumnVector decodedFloats = vector(ColumnType.FLOAT32);
        read(new ByteStreamSplitDecoder(values(Type.FLOAT, floats)), count, decodedFloats);
        ColumnVector decodedDoubles = vector(ColumnType.FLOAT64);
        read(new ByteStreamSplitDecoder(values(Type.DOUBLE, doubles)), count, decodedDoubles);

        for (int i = 0; i < count; i++) {
            assertEquals(expectedFloats[i], decodedFloats.floatAt(i));
            assertEquals(expectedDoubles[i], decodedDoubles.doubleAt(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 12, 17, 31, 32})
    void runsAndPackedNumbers(int bitWidth) throws IOException {
        Random random = new Random(bitWidth);
        int[] expected = runs(random, bitWidth);
        RunLengthBitPackingHybridEncoder theirs = new RunLengthBitPackingHybridEncoder(bitWidth, 256, 1 << 16, HEAP);
        for (int value : expected) {
            theirs.writeInt(value);
        }
        GrowingBytes ours = new GrowingBytes();
        HybridEncoder.encode(expected, expected.length, bitWidth, ours);

        assertArrayEquals(expected, decode(padded(bytes(theirs.toBytes())), bitWidth, expected.length));
        assertArrayEquals(
                expected, decode(padded(Arrays.copyOf(ours.array(), ours.length())), bitWidth, expected.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "length", "prefix", "dictionary", "boolean"})
    void noiseIsDamageAndReservesNothing(String encoding) {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[8 + random.nextInt(60) + PageDecompressor.PADDING];
            random.nextBytes(noise);
            noise[random.nextInt(4)] &= 0x7f;
            Type type = encoding.equals("delta") ? Type.INT64 : Type.BYTE_ARRAY;
            EncodedValues values = new EncodedValues(type, 0, noise, 0, noise.length - PageDecompressor.PADDING);
            ColumnVector out = vector(encoding.equals("delta") ? ColumnType.INT64 : ColumnType.BINARY);
            try {
                decoder(encoding, values).read(10_000, counting(out));
            } catch (DamagedException | IndexOutOfBoundsException | ArithmeticException expected) {
                // What ColumnChunkReader answers for; anything else fails the test.
            }
        }
    }

    private static ValueDecoder decoder(String encoding, EncodedValues values) {
        return switch (encoding) {
            case "delta" -> new DeltaDecoder(values);
            case "length" -> new DeltaLengthDecoder(values);
            case "prefix" -> new DeltaByteArrayDecoder(values);
            case "boolean" -> new BooleanRunDecoder(values);
            default -> new DictionaryDecoder(vector(ColumnType.BINARY), values);
        };
    }

    private static ValueSink counting(ColumnVector out) {
        return new ValueSink() {
            @Override
            public void addNull() {}

            @Override
            public void addInt(int value) {}

            @Override
            public void addLong(long value) {
                out.appendLong(value);
            }

            @Override
            public void addBytes(byte[] source, int offset, int length) {
                out.appendBytes(source, offset, length);
            }
        };
    }

    private static int[] runs(Random random, int bitWidth) {
        int[] values = new int[3000];
        int at = 0;
        while (at < values.length) {
            int end = Math.min(values.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
            int value = bitWidth == 0 ? 0 : random.nextInt() >>> (Integer.SIZE - bitWidth);
            Arrays.fill(values, at, end, value);
            at = end;
        }
        return values;
    }

    private static int[] decode(byte[] padded, int bitWidth, int count) {
        int[] decoded = new int[count];
        HybridDecoder decoder = new HybridDecoder(padded, 0, padded.length - PageDecompressor.PADDING, bitWidth);
        // In two uneven reads, for runs to go on from one to the next.
        int[] first = new int[count / 3];
        decoder.read(first, first.length);
        int[] rest = new int[count - first.length];
        decoder.read(rest, rest.length);
        System.arraycopy(first, 0, decoded, 0, first.length);
        System.arraycopy(rest, 0, decoded, first.length, rest.length);
        return decoded;
    }

    private static EncodedValues values(Type type, ValuesWriter writer) throws IOException {
        byte[] padded = padded(bytes(writer.getBytes()));
        return new EncodedValues(type, 0, padded, 0, padded.length - PageDecompressor.PADDING);
    }

    private static byte[] bytes(BytesInput input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        input.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + PageDecompressor.PADDING);
    }

    private static void read(ValueDecoder decoder, int count, ColumnVector out) {
        decoder.read(count, new VectorSink(out));
        assertEquals(count, out.size());
    }

    private static byte[] bytesAt(ColumnVector vector, int row) {
        int start = vector.bytesStart(row);
        return Arrays.copyOfRange(vector.bytes(), start, start + vector.bytesLength(row));
    }

    private static ColumnVector vector(ColumnType type) {
        return new ColumnVector(new Column("value", type));
    }
}
