package dev.croft.core.parquet;

/** RLE booleans: a length of four bytes, then runs. */
final class BooleanRunDecoder implements ValueDecoder {
    private final HybridDecoder runs;
    private final int[] batch = new int[256];

    BooleanRunDecoder(EncodedValues values) {
        int start = values.offset() + Integer.BYTES;
        int length = start > values.limit() ? -1 : LittleEndian.getInt(values.bytes(), values.offset());
        if (length < 0 || length > values.limit() - start) {
            throw new DamagedException("runs of booleans are longer than their page");
        }
        this.runs = new HybridDecoder(values.bytes(), start, start + length, 1);
    }

    @Override
    public void read(int count, ValueSink sink) {
        for (int done = 0; done < count; done += batch.length) {
            int length = Math.min(batch.length, count - done);
            runs.read(batch, length);
            for (int i = 0; i < length; i++) {
                sink.addInt(batch[i]);
            }
        }
    }
}
