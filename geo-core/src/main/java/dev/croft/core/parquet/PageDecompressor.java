package dev.croft.core.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;

/** Undoes the compression of Parquet pages, all codecs of the format. Keeps native contexts; confined to one thread. */
final class PageDecompressor implements Closeable {
    /** Bytes that {@code out} must have beyond those asked for. */
    static final int PADDING = Long.BYTES;

    private static final int HADOOP_BLOCK_HEADER = 8;

    /** Decodes {@code in[offset, end)} into {@code out[outOffset, outEnd)} and returns the position after the last byte. */
    @FunctionalInterface
    private interface Block {
        int decode(byte[] in, int offset, int end, byte[] out, int outOffset, int outEnd);
    }

    private ZstdDecompressCtx zstd;
    private Inflater inflater;

    /** Fills the first {@code outLength} bytes of {@code out}; fewer or more is damage. */
    void decompress(CompressionCodec codec, byte[] in, int offset, int length, byte[] out, int outLength) {
        int decoded =
                switch (codec) {
                    case UNCOMPRESSED -> BlockCopy.literals(in, offset, offset + length, out, 0, outLength, length);
                    case SNAPPY -> SnappyBlock.decode(in, offset, offset + length, out, 0, outLength);
                    case GZIP -> gunzip(in, offset, length, out, outLength);
                    case LZO -> hadoopBlocks(LzoBlock::decode, in, offset, length, out, outLength);
                    case BROTLI -> brotli(in, offset, length, out, outLength);
                    case LZ4 -> lz4OfUnknownFraming(in, offset, length, out, outLength);
                    case LZ4_RAW -> Lz4Block.decode(in, offset, offset + length, out, 0, outLength);
                    case ZSTD -> zstd(in, offset, length, out, outLength);
                };
        if (decoded != outLength) {
            throw new DamagedException(codec + " gave " + decoded + " bytes, the page header says " + outLength);
        }
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
        }
        if (inflater != null) {
            inflater.end();
        }
    }

    private int zstd(byte[] in, int offset, int length, byte[] out, int outLength) {
        if (zstd == null) {
            zstd = new ZstdDecompressCtx();
        }
        try {
            return zstd.decompressByteArray(out, 0, outLength, in, offset, length);
        } catch (ZstdException e) {
            throw new DamagedException("ZSTD: " + e.getMessage(), e);
        }
    }

    private static int brotli(byte[] in, int offset, int length, byte[] out, int outLength) {
        try (BrotliInputStream stream = new BrotliInputStream(new ByteArrayInputStream(in, offset, length))) {
            int read = stream.readNBytes(out, 0, outLength);
            return stream.read() < 0 ? read : read + 1;
        } catch (IOException e) {
            throw new DamagedException("BROTLI: " + e.getMessage(), e);
        }
    }

    /** One or more gzip members, RFC 1952, or a zlib stream, which some writers leave under this codec's name. */
    private int gunzip(byte[] in, int offset, int length, byte[] out, int outLength) {
        int end = offset + length;
        int from = offset;
        int to = 0;
        try {
            while (from < end) {
                boolean gzip = GzipHeader.startsAt(in, from, end);
                from = gzip ? GzipHeader.skip(in, from, end) : from + 2;
                startInflater();
                inflater.setInput(in, from, Math.max(0, end - from));
                to += inflate(out, to, outLength);
                from = end - inflater.getRemaining() + (gzip ? GzipHeader.TRAILER_LENGTH : Integer.BYTES);
            }
        } catch (DataFormatException e) {
            throw new DamagedException("GZIP: " + e.getMessage(), e);
        }
        return to;
    }

    private void startInflater() {
        if (inflater == null) {
            inflater = new Inflater(true);
        }
        inflater.reset();
    }

    private int inflate(byte[] out, int offset, int outLength) throws DataFormatException {
        int to = offset;
        while (!inflater.finished()) {
            // One byte more than stated, out of the padding: the inflater needs room to find the end of its stream.
            int count = inflater.inflate(out, to, outLength - to + 1);
            to += count;
            if (to > outLength || (count == 0 && !inflater.finished())) {
                throw new DamagedException("GZIP data is " + (to > outLength ? "longer than stated" : "cut short"));
            }
        }
        return to - offset;
    }

    /**
     * Blocks as Hadoop's block codecs frame them: a big-endian length decoded, then parts of a big-endian length encoded
     * and that many bytes, until the block is complete.
     */
    private static int hadoopBlocks(Block block, byte[] in, int offset, int length, byte[] out, int outLength) {
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
                to = block.decode(in, from, from + partLength, out, to, blockEnd);
                from += partLength;
            }
        }
        return to;
    }

    /** The deprecated codec LZ4 was written with Hadoop's framing by most, and raw by some. */
    private static int lz4OfUnknownFraming(byte[] in, int offset, int length, byte[] out, int outLength) {
        try {
            int decoded = hadoopBlocks(Lz4Block::decode, in, offset, length, out, outLength);
            if (decoded == outLength) {
                return decoded;
            }
        } catch (DamagedException notFramed) {
            return Lz4Block.decode(in, offset, offset + length, out, 0, outLength);
        }
        return Lz4Block.decode(in, offset, offset + length, out, 0, outLength);
    }

    private static int bigEndian(byte[] in, int offset) {
        return Integer.reverseBytes(LittleEndian.getInt(in, offset));
    }
}
