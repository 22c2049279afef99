package dev.croft.core.raster.geotiff;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** zlib streams (RFC 1950) by the JDK's inflater, of which one serves all blocks. */
final class DeflateDecompressor implements Decompressor {
    private final Inflater inflater = new Inflater();
    private final byte[] beyond = new byte[1];

    @Override
    public int decompress(byte[] stored, int storedByteCount, byte[] target, int targetByteCount)
            throws DamagedBlockException {
        inflater.reset();
        inflater.setInput(stored, 0, storedByteCount);
        try {
            int done = 0;
            while (done < targetByteCount) {
                int found = inflater.inflate(target, done, targetByteCount - done);
                if (found == 0) {
                    return done; // finished, wants more input, or wants a dictionary, which TIFF has not
                }
                done += found;
            }
            // The checksum follows the data; the inflater looks at it only when asked for more.
            inflater.inflate(beyond, 0, 1);
            return done;
        } catch (DataFormatException e) {
            throw new DamagedBlockException("TIFF_BLOCK", "its Deflate data is damaged (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
