package dev.croft.tiling.mvt;

/** Is told the distinct values that a layer has for each key. */
public interface ValueVisitor {
    /**
     * A value that is no string.
     *
     * @param key number of the key among those the encoder was made with
     * @param type how it is encoded
     * @param bits the integer itself, or the bits of a floating point number
     */
    void number(int key, ValueType type, long bits);

    /**
     * A string, as UTF-8 in an array that is lent for the time of the call.
     *
     * @param key number of the key among those the encoder was made with
     */
    void string(int key, byte[] array, int offset, int length);
}
