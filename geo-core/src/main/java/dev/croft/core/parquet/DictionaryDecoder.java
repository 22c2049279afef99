package dev.croft.core.parquet;

import dev.croft.core.table.ColumnVector;

/** RLE_DICTIONARY and PLAIN_DICTIONARY: a bit width of one byte, then runs of indices into the dictionary page. */
final class DictionaryDecoder implements ValueDecoder {
    private final ColumnVector dictionary;
    private final HybridDecoder indices;
    private final int[] batch = new int[256];

    DictionaryDecoder(ColumnVector dictionary, EncodedValues values) {
        this.dictionary = dictionary;
        boolean empty = values.offset() >= values.limit();
        int bitWidth = empty ? 0 : values.bytes()[values.offset()];
        this.indices = new HybridDecoder(
                values.bytes(), Math.min(values.limit(), values.offset() + 1), values.limit(), bitWidth);
    }

    @Override
    public void read(int count, ValueSink sink) {
        for (int done = 0; done < count; done += batch.length) {
            int length = Math.min(batch.length, count - done);
            indices.read(batch, length);
            checkIndices(length);
            pass(length, sink);
        }
    }

    private void checkIndices(int length) {
        for (int i = 0; i < length; i++) {
            if (Integer.compareUnsigned(batch[i], dictionary.size()) >= 0) {
                throw new DamagedException("value " + Integer.toUnsignedString(batch[i]) + " of a dictionary of "
                        + dictionary.size() + " is asked for");
            }
        }
    }

    private void pass(int length, ValueSink sink) {
        switch (dictionary.column().type().storage()) {
            case INT -> {
                for (int i = 0; i < length; i++) {
                    sink.addInt(dictionary.intAt(batch[i]));
                }
            }
            case LONG -> {
                for (int i = 0; i < length; i++) {
                    sink.addLong(dictionary.longAt(batch[i]));
                }
            }
            case FLOAT -> {
                for (int i = 0; i < length; i++) {
                    sink.addFloat(dictionary.floatAt(batch[i]));
                }
            }
            case DOUBLE -> {
                for (int i = 0; i < length; i++) {
                    sink.addDouble(dictionary.doubleAt(batch[i]));
                }
            }
            case BYTES -> {
                for (int i = 0; i < length; i++) {
                    sink.addBytes(
                            dictionary.bytes(), dictionary.bytesStart(batch[i]), dictionary.bytesLength(batch[i]));
                }
            }
        }
    }
}
