package dev.croft.core.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lzo.LzoCompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageDecompressorTest {
    private final PageDecompressor decompressor = new PageDecompressor();

    static Stream<Arguments> pages() {
        return Stream.of(
                        CompressionCodec.UNCOMPRESSED,
                        CompressionCodec.SNAPPY,
                        CompressionCodec.GZIP,
                        CompressionCodec.LZO,
                        CompressionCodec.LZ4,
                        CompressionCodec.LZ4_RAW,
                        CompressionCodec.ZSTD)
                .flatMap(codec -> Stream.of("noise", "one byte", "runs", "text", "far matches")
                        .map(content -> Arguments.of(codec, content)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void undoesWhatOtherLibrariesCompress(CompressionCodec codec, String content) throws IOException {
        byte[] page = page(content);

        assertArrayEquals(page, decompress(codec, compress(codec, page), page.length));
    }

    @ParameterizedTest
    @EnumSource(CompressionCodec.class)
    void damageIsSaidOrGivesOtherBytes(CompressionCodec codec) throws IOException {
        Random random = new Random(11);
        byte[] page = page("text");
        byte[] compressed = codec == CompressionCodec.BROTLI ? page : compress(codec, page);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = Arrays.copyOf(compressed, compressed.length - random.nextInt(compressed.length));
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                decompress(codec, damaged, page.length);
            } catch (DamagedException | IndexOutOfBoundsException | ArithmeticException expected) {
                // What ColumnChunkReader answers for; anything else fails the test.
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void lengthMustBeTheStatedOne(CompressionCodec codec, String content) throws IOException {
        byte[] page = page(content);
        byte[] compressed = compress(codec, page);

        assertThrows(DamagedException.class, () -> decompress(codec, compressed, page.length + 1));
        assertThrows(DamagedException.class, () -> decompress(codec, compressed, page.length - 1));
    }

    @Test
    void lz4WithoutHadoopsFramingIsRead() throws IOException {
        byte[] page = page("text");
        byte[] raw = compress(CompressionCodec.LZ4_RAW, page);

        assertArrayEquals(page, decompress(CompressionCodec.LZ4, raw, page.length));
    }

    @Test
    void gzipMayHaveSeveralMembersOrBeZlib() throws IOException {
        byte[] page = page("text");
        byte[] half = compress(CompressionCodec.GZIP, Arrays.copyOf(page, 1000));
        byte[] rest = compress(CompressionCodec.GZIP, Arrays.copyOfRange(page, 1000, page.length));
        byte[] both = ByteBuffer.allocate(half.length + rest.length)
                .put(half)
                .put(rest)
                .array();
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(zlib)) {
            deflater.write(page);
        }

        assertArrayEquals(page, decompress(CompressionCodec.GZIP, both, page.length));
        assertArrayEquals(page, decompress(CompressionCodec.GZIP, zlib.toByteArray(), page.length));
    }

    private byte[] decompress(CompressionCodec codec, byte[] compressed, int length) {
        // The block lies in the middle of a larger array, as pages do.
        byte[] in = new byte[compressed.length + 24];
        System.arraycopy(compressed, 0, in, 8, compressed.length);
        byte[] out = new byte[length];
        decompressor.decompress(codec, in, 8, compressed.length, out, length);
        return Arrays.copyOf(out, length);
    }

    private static byte[] page(String content) {
        Random random = new Random(5);
        byte[] page = new byte[content.equals("one byte") ? 1 : 100_000];
        switch (content) {
            case "noise" -> random.nextBytes(page);
            case "runs" -> {
                for (int i = 0; i < page.length; i++) {
                    page[i] = (byte) (i / 700);
                }
            }
            case "text" -> {
                for (int i = 0; i < page.length; i++) {
                    page[i] = (byte) "zones of the field ".charAt((i + (random.nextInt(40) == 0 ? 1 : 0)) % 19);
                }
            }
            default -> {
                random.nextBytes(page);
                for (int i = 40_000; i + 1000 < page.length; i += 1000) {
                    System.arraycopy(page, i - 30_000, page, i, 20 + random.nextInt(400));
                }
            }
        }
        return page;
    }

    private static byte[] compress(CompressionCodec codec, byte[] page) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> page;
            case SNAPPY -> block(new SnappyCompressor(), page);
            case LZ4_RAW -> block(new Lz4Compressor(), page);
            case LZ4 -> hadoop(new Lz4Compressor(), page);
            case LZO -> hadoop(new LzoCompressor(), page);
            case ZSTD -> Zstd.compress(page);
            case GZIP -> gzip(page);
            case BROTLI -> throw new IllegalArgumentException("There is no Brotli encoder among the test libraries");
        };
    }

    private static byte[] gzip(byte[] page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(page);
        }
        return bytes.toByteArray();
    }

    private static byte[] block(Compressor compressor, byte[] page) {
        byte[] target = new byte[compressor.maxCompressedLength(page.length)];
        return Arrays.copyOf(target, compressor.compress(page, 0, page.length, target, 0, target.length));
    }

    /** Blocks of 64 KiB behind the two lengths of Hadoop's framing. */
    private static byte[] hadoop(Compressor compressor, byte[] page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int from = 0; from < page.length; from += 1 << 16) {
            byte[] part = Arrays.copyOfRange(page, from, Math.min(page.length, from + (1 << 16)));
            byte[] compressed = block(compressor, part);
            bytes.write(ByteBuffer.allocate(8)
                    .putInt(part.length)
                    .putInt(compressed.length)
                    .array());
            bytes.write(compressed);
        }
        return bytes.toByteArray();
    }
}
