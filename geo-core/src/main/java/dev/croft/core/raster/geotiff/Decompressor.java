package dev.croft.core.raster.geotiff;

/** Unpacks the bytes of a block. Reused for many blocks; confined to the thread that holds it. */
interface Decompressor extends AutoCloseable {
    /**
     * Unpacks the first {@code storedByteCount} bytes of {@code stored} into {@code target} from its start, and ignores what
     * is beyond {@code targetByteCount}: some writers pad the last strip.
     *
     * @return bytes put into {@code target}; fewer than asked for when the stored bytes end early
     */
    int decompress(byte[] stored, int storedByteCount, byte[] target, int targetByteCount) throws DamagedBlockException;

    @Override
    default void close() {}
}
