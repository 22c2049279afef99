package dev.croft.core.raster.geotiff;

import java.nio.ByteBuffer;

/** A compressed tile on its way from the thread that made it to the one that writes. Used again; confined to one thread at a time. */
public final class EncodedBlock {
    private byte[] bytes = new byte[0];
    private int length;
    private int block;

    void set(int newBlock, ByteBuffer encoded) {
        block = newBlock;
        length = encoded.remaining();
        if (bytes.length < length) {
            bytes = new byte[length + length / 4];
        }
        encoded.get(bytes, 0, length);
    }

    int block() {
        return block;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
