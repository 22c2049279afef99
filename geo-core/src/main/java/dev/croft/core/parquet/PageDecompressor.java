package dev.croft.core.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lzo.LzoDecompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;

/** Undoes the compression of Parquet pages, all codecs of the format. Keeps a native context; confined to one thread. */
final class PageDecompressor implements Closeable {
    private static final int HADOOP_BLOCK_HEADER = 8;

    private static final int GZIP_MAGIC = 0x1f;

    /** Opens one of the JDK's streams, or one like them, on compressed bytes. */
    @FunctionalInterface
    private interface StreamOpener {
        InputStream open(InputStream compressed) throws IOException;
    }

    private ZstdDecompressCtx zstd;

    /** Fills the first {@code outLength} bytes of {@code out}; fewer or more is damage. */
    void decompress(CompressionCodec codec, byte[] in, int offset, int length, byte[] out, int outLength) {
        int decoded;
        try {
            decoded = decode(codec, in, offset, length, out, outLength);
        } catch (IOException
                | MalformedInputException
                | ZstdException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            throw new DamagedException(codec + ": " + e.getMessage(), e);
        }
        if (decoded != outLength) {
            throw new DamagedException(codec + " gave " + decoded + " bytes, the page header says " + outLength);
        }
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
        }
    }

    private int decode(CompressionCodec codec, byte[] in, int offset, int length, byte[] out, int outLength)
            throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> copy(in, offset, length, out, outLength);
            case SNAPPY -> new SnappyDecompressor().decompress(in, offset, length, out, 0, outLength);
            case GZIP -> drain(PageDecompressor::inflating, in, offset, length, out, outLength);
            case LZO -> hadoopBlocks(new LzoDecompressor(), in, offset, length, out, outLength);
            case BROTLI -> drain(BrotliInputStream::new, in, offset, length, out, outLength);
            case LZ4 -> lz4OfUnknownFraming(in, offset, length, out, outLength);
            case LZ4_RAW -> new Lz4Decompressor().decompress(in, offset, length, out, 0, outLength);
            case ZSTD -> zstd(in, offset, length, out, outLength);
        };
    }

    private static int copy(byte[] in, int offset, int length, byte[] out, int outLength) {
        System.arraycopy(in, offset, out, 0, Math.min(length, outLength));
        return length;
    }

    private int zstd(byte[] in, int offset, int length, byte[] out, int outLength) {
        if (zstd == null) {
            zstd = new ZstdDecompressCtx();
        }
        return zstd.decompressByteArray(out, 0, outLength, in, offset, length);
    }

    /** What {@code out} has room for, and one more where there is more. */
    private static int drain(StreamOpener opener, byte[] in, int offset, int length, byte[] out, int outLength)
            throws IOException {
        try (InputStream stream = opener.open(new ByteArrayInputStream(in, offset, length))) {
            int read = stream.readNBytes(out, 0, outLength);
            return stream.read() < 0 ? read : read + 1;
        }
    }

    /** One or more gzip members, or a zlib stream, which some writers leave under this codec's name. */
    private static InputStream inflating(InputStream compressed) throws IOException {
        compressed.mark(1);
        boolean gzip = compressed.read() == GZIP_MAGIC;
        compressed.reset();
        return gzip ? new GZIPInputStream(compressed, 1 << 13) : new InflaterInputStream(compressed);
    }

    /**
     * Blocks as Hadoop's block codecs frame them: a big-endian length decoded, then parts of a big-endian length encoded
     * and that many bytes, until the block is complete. Aircompressor's own streams reserve whatever length they find.
     */
    private static int hadoopBlocks(
            Decompressor decompressor, byte[] in, int offset, int length, byte[] out, int outLength) {
        int end = offset + length;
        int from = offset;
        int to = 0;
        while (end - from >= HADOOP_BLOCK_HEADER) {
            int blockEnd = to + bigEndian(in, from);
            if (blockEnd < to || blockEnd > outLength) {
                throw new DamagedException("a block is longer than its page");
            }
            from += Integer.BYTES;
            while (to < blockEnd && end - from >= Integer.BYTES) {
                int partLength = bigEndian(in, from);
                from += Integer.BYTES;
                if (partLength <= 0 || partLength > end - from) {
                    throw new DamagedException("a block is longer than its page");
                }
                to += decompressor.decompress(in, from, partLength, out, to, blockEnd - to);
                from += partLength;
            }
        }
        return to;
    }

    /** The deprecated codec LZ4 was written with Hadoop's framing by most, and raw by some. */
    private static int lz4OfUnknownFraming(byte[] in, int offset, int length, byte[] out, int outLength) {
        Lz4Decompressor lz4 = new Lz4Decompressor();
        try {
            int decoded = hadoopBlocks(lz4, in, offset, length, out, outLength);
            if (decoded == outLength) {
                return decoded;
            }
        } catch (DamagedException | MalformedInputException | IndexOutOfBoundsException notFramed) {
            return lz4.decompress(in, offset, length, out, 0, outLength);
        }
        return lz4.decompress(in, offset, length, out, 0, outLength);
    }

    private static int bigEndian(byte[] in, int offset) {
        return Integer.reverseBytes(LittleEndian.getInt(in, offset));
    }
}
