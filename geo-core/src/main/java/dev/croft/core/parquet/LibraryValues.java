package dev.croft.core.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.format.Type;

/** Values that parquet-column decodes one by one. */
record LibraryValues(Type type, ValuesReader reader) implements ValueDecoder {
    @Override
    public void read(int count, ValueSink sink) {
        switch (type) {
            case BOOLEAN -> {
                for (int i = 0; i < count; i++) {
                    sink.addInt(reader.readBoolean() ? 1 : 0);
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    sink.addInt(reader.readInteger());
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    sink.addLong(reader.readLong());
                }
            }
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    sink.addFloat(reader.readFloat());
                }
            }
            case DOUBLE -> {
                for (int i = 0; i < count; i++) {
                    sink.addDouble(reader.readDouble());
                }
            }
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
                for (int i = 0; i < count; i++) {
                    ByteBuffer value = reader.readBytes().toByteBuffer();
                    sink.addBytes(value.array(), value.arrayOffset() + value.position(), value.remaining());
                }
            }
            case INT96 -> throw new IllegalStateException("INT96 is not read");
        }
    }
}
