package dev.croft.core.parquet;

/**
 * BYTE_ARRAY values encoded as PLAIN: each after its length of four bytes. The one encoding that is decoded here and not
 * by parquet-column, which makes an object of every value: this is how polygons are kept.
 */
final class PlainByteArrays implements ValueDecoder {
    private final byte[] bytes;
    private final int limit;
    private int position;

    PlainByteArrays(EncodedValues values) {
        this.bytes = values.bytes();
        this.limit = values.limit();
        this.position = values.offset();
    }

    @Override
    public void read(int count, ValueSink sink) {
        for (int i = 0; i < count; i++) {
            int start = position + Integer.BYTES;
            int length = start > limit ? -1 : LittleEndian.getInt(bytes, position);
            if (length < 0 || length > limit - start) {
                throw new DamagedException("a value runs over the end of its page");
            }
            sink.addBytes(bytes, start, length);
            position = start + length;
        }
    }
}
