package dev.croft.core.raster.geotiff;

import java.util.Arrays;

/** Byte-wise run lengths, TIFF 6.0 section 9. */
final class PackBitsDecompressor implements Decompressor {
    @Override
    public int decompress(byte[] stored, int storedByteCount, byte[] target, int targetByteCount) {
        int from = 0;
        int to = 0;
        while (from < storedByteCount && to < targetByteCount) {
            int control = stored[from++];
            if (control >= 0) {
                int length = Math.min(control + 1, Math.min(storedByteCount - from, targetByteCount - to));
                System.arraycopy(stored, from, target, to, length);
                from += length;
                to += length;
            } else if (control != -128 && from < storedByteCount) {
                int length = Math.min(1 - control, targetByteCount - to);
                Arrays.fill(target, to, to + length, stored[from++]);
                to += length;
            }
        }
        return to;
    }
}
