package dev.croft.core.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Gives parquet-java ZSTD, and nothing else, without the Hadoop classes its own factory needs. */
final class ZstdCodecFactory implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return BytesInput.from(Zstd.compress(toArray(bytes)));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.ZSTD;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int length) throws IOException {
                return BytesInput.from(decompressed(toArray(bytes), length));
            }

            @Override
            public void decompress(ByteBuffer in, int inLength, ByteBuffer out, int outLength) {
                byte[] bytes = new byte[inLength];
                in.get(bytes);
                out.put(decompressed(bytes, outLength));
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public void release() {}

    private static byte[] decompressed(byte[] bytes, int length) {
        byte[] out = new byte[length];
        long count = Zstd.decompress(out, bytes);
        return Arrays.copyOf(out, (int) count);
    }

    private static byte[] toArray(BytesInput bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeAllTo(out);
        return out.toByteArray();
    }
}
