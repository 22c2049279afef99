package dev.croft.core.raster.geotiff;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** zlib streams (RFC 1950) by the JDK's inflater, of which one serves all blocks. */
final class DeflateDecompressor implements Decompressor {
    /** Most data beyond a block, as a multiple of it: a strip may be cut to one row of many. */
    private static final int MOST_REST_PER_BYTE = 1024;

    private final Inflater inflater = new Inflater();
    private final byte[] beyond = new byte[4096];

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
            checkTheRest(targetByteCount);
            return done;
        } catch (DataFormatException e) {
            throw new DamagedBlockException("TIFF_BLOCK", "its Deflate data is damaged (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Inflates what follows the block to its end, because the checksum is there and the inflater compares it only then. Last
     * strips of some writers do hold rows beyond the image, so more data alone is no damage.
     */
    private void checkTheRest(int targetByteCount) throws DataFormatException {
        long rest = 0;
        int found = inflater.inflate(beyond);
        while (found > 0) {
            rest += found;
            if (rest > MOST_REST_PER_BYTE * (long) targetByteCount) {
                throw new DataFormatException("it goes on long after the block is full");
            }
            found = inflater.inflate(beyond);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
