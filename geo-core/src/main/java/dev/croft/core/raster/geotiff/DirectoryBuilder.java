package dev.croft.core.raster.geotiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Gathers tags and lays out a directory of a little-endian TIFF (TIFF 6.0 section 2). Confined to a thread. */
final class DirectoryBuilder {
    private record Entry(int type, long count, ByteBuffer values) {}

    private final boolean big;
    private final Map<Integer, Entry> entries = new TreeMap<>(); // "sorted in ascending order by tag"

    DirectoryBuilder(boolean big) {
        this.big = big;
    }

    void putShorts(TiffTag tag, int... values) {
        ByteBuffer bytes = buffer(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        put(tag, FieldType.SHORT, values.length, bytes);
    }

    /** The same value for each of {@code count} bands. */
    void putRepeatedShort(TiffTag tag, int value, int count) {
        ByteBuffer bytes = buffer(2 * count);
        while (bytes.hasRemaining()) {
            bytes.putShort((short) value);
        }
        put(tag, FieldType.SHORT, count, bytes);
    }

    void putLong(TiffTag tag, long value) {
        put(tag, FieldType.LONG, 1, buffer(4).putInt((int) value));
    }

    /** Offsets or sizes: 8 bytes each in BigTIFF, 4 otherwise. */
    void putOffsets(TiffTag tag, long[] values) {
        ByteBuffer bytes = buffer(pointerBytes() * values.length);
        for (long value : values) {
            putPointer(bytes, value);
        }
        put(tag, big ? FieldType.LONG8 : FieldType.LONG, values.length, bytes);
    }

    void putDoubles(TiffTag tag, double... values) {
        ByteBuffer bytes = buffer(8 * values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        put(tag, FieldType.DOUBLE, values.length, bytes);
    }

    void putText(TiffTag tag, String text) {
        byte[] utf8 = (text + '\0').getBytes(StandardCharsets.UTF_8);
        entries.put(tag.number(), new Entry(FieldType.ASCII, utf8.length, ByteBuffer.wrap(utf8)));
    }

    /** Values as they lie in another little-endian file. */
    void putCopy(int tag, int type, long count, ByteBuffer values) {
        entries.put(tag, new Entry(type, count, values));
    }

    /** Bytes of the directory and the values behind it; even. Depends on how many values there are, not on which. */
    int byteCount() {
        int total = headByteCount();
        for (Entry entry : entries.values()) {
            total = Math.addExact(total, roomBehind(entry));
        }
        return total;
    }

    private int headByteCount() {
        return (big ? 8 : 2) + entries.size() * (big ? 20 : 12) + pointerBytes();
    }

    /**
     * The directory with values behind it, to be written at {@code position} of the file.
     *
     * @param next where the next directory will be, 0 when this is the last
     */
    ByteBuffer build(long position, long next) {
        ByteBuffer bytes = buffer(byteCount());
        if (big) {
            bytes.putLong(entries.size());
        } else {
            bytes.putShort((short) entries.size());
        }
        int behind = headByteCount();
        for (Map.Entry<Integer, Entry> tag : entries.entrySet()) {
            putEntry(bytes, tag.getKey(), tag.getValue(), position, behind);
            behind += roomBehind(tag.getValue());
        }
        putPointer(bytes, next);
        return bytes.rewind();
    }

    private void putEntry(ByteBuffer bytes, int tag, Entry entry, long position, int behind) {
        bytes.putShort((short) tag).putShort((short) entry.type());
        putPointer(bytes, entry.count());
        int valueAt = bytes.position();
        if (roomBehind(entry) == 0) {
            bytes.put(valueAt, entry.values(), 0, entry.values().limit());
        } else {
            putPointer(bytes, position + behind);
            bytes.put(behind, entry.values(), 0, entry.values().limit());
        }
        bytes.position(valueAt + pointerBytes());
    }

    /** Bytes that the values take behind the directory, even; 0 when they fit the entry. */
    private int roomBehind(Entry entry) {
        int length = entry.values().limit();
        return length <= pointerBytes() ? 0 : length + (length & 1);
    }

    private void putPointer(ByteBuffer bytes, long value) {
        if (big) {
            bytes.putLong(value);
        } else {
            bytes.putInt((int) value);
        }
    }

    private int pointerBytes() {
        return big ? 8 : 4;
    }

    private static ByteBuffer buffer(int byteCount) {
        return ByteBuffer.allocate(byteCount).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(TiffTag tag, int type, int count, ByteBuffer values) {
        entries.put(tag.number(), new Entry(type, count, values.rewind()));
    }
}
