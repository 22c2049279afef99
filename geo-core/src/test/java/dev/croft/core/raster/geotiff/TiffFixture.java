package dev.croft.core.raster.geotiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A TIFF put together tag by tag, also where {@link GeoTiffWriter} would not go. Blocks come first, the directory last. */
final class TiffFixture {
    static final int TYPE_BYTE = 1;
    static final int TYPE_SHORT = 3;
    static final int TYPE_LONG = 4;

    private record Field(int type, int count, ByteBuffer values) {}

    private final ByteOrder order;
    private final boolean big;
    private final Map<Integer, Field> fields = new TreeMap<>();
    private byte[][] blocks = {};
    private TiffTag offsetsTag = TiffTag.STRIP_OFFSETS;
    private TiffTag countsTag = TiffTag.STRIP_BYTE_COUNTS;
    private TiffFixture before;

    TiffFixture(ByteOrder order, boolean big) {
        this.order = order;
        this.big = big;
    }

    /** Little-endian, classic, one band of bytes in strips. */
    static TiffFixture bytesInStrips(int columns, int rows, int rowsPerStrip, byte[]... strips) {
        return new TiffFixture(ByteOrder.LITTLE_ENDIAN, false)
                .size(columns, rows)
                .with(TiffTag.BITS_PER_SAMPLE, 8)
                .with(TiffTag.ROWS_PER_STRIP, rowsPerStrip)
                .strips(strips);
    }

    TiffFixture size(int columns, int rows) {
        return withType(TiffTag.IMAGE_WIDTH, TYPE_LONG, columns).withType(TiffTag.IMAGE_LENGTH, TYPE_LONG, rows);
    }

    TiffFixture with(TiffTag tag, long... values) {
        return withType(tag, TYPE_SHORT, values);
    }

    TiffFixture withType(TiffTag tag, int type, long... values) {
        ByteBuffer bytes = buffer(values.length * FieldType.byteCount(type));
        for (long value : values) {
            switch (FieldType.byteCount(type)) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        fields.put(tag.number(), new Field(type, values.length, bytes.rewind()));
        return this;
    }

    TiffFixture withDoubles(TiffTag tag, double... values) {
        ByteBuffer bytes = buffer(8 * values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        fields.put(tag.number(), new Field(FieldType.DOUBLE, values.length, bytes.rewind()));
        return this;
    }

    TiffFixture withText(TiffTag tag, String text) {
        byte[] utf8 = (text + '\0').getBytes(StandardCharsets.UTF_8);
        fields.put(tag.number(), new Field(FieldType.ASCII, utf8.length, ByteBuffer.wrap(utf8)));
        return this;
    }

    /** A field whose count is a lie. */
    TiffFixture withCount(TiffTag tag, int count) {
        Field field = fields.get(tag.number());
        fields.put(tag.number(), new Field(field.type(), count, field.values()));
        return this;
    }

    TiffFixture without(TiffTag tag) {
        fields.remove(tag.number());
        return this;
    }

    TiffFixture strips(byte[]... strips) {
        blocks = strips;
        return this;
    }

    TiffFixture tiles(int columns, int rows, byte[]... tiles) {
        blocks = tiles;
        offsetsTag = TiffTag.TILE_OFFSETS;
        countsTag = TiffTag.TILE_BYTE_COUNTS;
        return with(TiffTag.TILE_WIDTH, columns).with(TiffTag.TILE_LENGTH, rows);
    }

    /** Another image whose directory comes before this one's. */
    TiffFixture after(TiffFixture first) {
        before = first;
        return this;
    }

    /** The file; an empty block gets offset and byte count 0, and tags that are set already stay. */
    byte[] build() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[big ? 16 : 8]);
        Map<Integer, Integer> directories = new HashMap<>();
        int firstDirectory = 0;
        int linkAt = 0;
        for (TiffFixture image : before == null ? new TiffFixture[] {this} : new TiffFixture[] {before, this}) {
            image.putBlocks(file);
            int directory = file.size();
            file.writeBytes(image.directory(directory));
            if (firstDirectory == 0) {
                firstDirectory = directory;
            } else {
                directories.put(linkAt, directory);
            }
            linkAt = directory + (big ? 8 : 2) + image.fields.size() * (big ? 20 : 12);
        }
        ByteBuffer bytes = ByteBuffer.wrap(file.toByteArray()).order(order);
        bytes.putShort(0, (short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949));
        bytes.putShort(2, (short) (big ? 43 : 42));
        if (big) {
            bytes.putShort(4, (short) 8).putLong(8, firstDirectory);
        } else {
            bytes.putInt(4, firstDirectory);
        }
        directories.forEach(
                (at, directory) -> bytes.putInt(big && order == ByteOrder.BIG_ENDIAN ? at + 4 : at, directory));
        return copyOf(bytes);
    }

    private static byte[] copyOf(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.capacity()];
        bytes.get(0, copy);
        return copy;
    }

    Path write(Path directory) {
        try {
            Path file = Files.createTempFile(directory, "fixture", ".tif");
            return Files.write(file, build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void putBlocks(ByteArrayOutputStream file) {
        long[] offsets = new long[blocks.length];
        long[] counts = new long[blocks.length];
        for (int i = 0; i < blocks.length; i++) {
            offsets[i] = blocks[i].length == 0 ? 0 : file.size();
            counts[i] = blocks[i].length;
            file.writeBytes(blocks[i]);
        }
        int type = big ? FieldType.LONG8 : TYPE_LONG;
        if (!fields.containsKey(offsetsTag.number())) {
            withType(offsetsTag, type, offsets);
        }
        if (!fields.containsKey(countsTag.number())) {
            withType(countsTag, type, counts);
        }
    }

    private byte[] directory(int position) {
        int pointer = big ? 8 : 4;
        int behind = (big ? 8 : 2) + fields.size() * (big ? 20 : 12) + pointer;
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        ByteBuffer head = buffer(behind);
        if (big) {
            head.putLong(fields.size());
        } else {
            head.putShort((short) fields.size());
        }
        fields.forEach((tag, field) -> {
            head.putShort((short) (int) tag).putShort((short) field.type());
            putPointer(head, field.count());
            ByteBuffer slot = buffer(pointer);
            if (field.values().limit() <= pointer) {
                slot.put(0, field.values(), 0, field.values().limit());
            } else {
                putPointer(slot, position + behind + values.size());
                values.writeBytes(copyOf(field.values()));
            }
            head.put(slot.rewind());
        });
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(copyOf(head));
        all.writeBytes(values.toByteArray());
        return all.toByteArray();
    }

    private void putPointer(ByteBuffer bytes, long value) {
        if (big) {
            bytes.putLong(value);
        } else {
            bytes.putInt((int) value);
        }
    }

    private ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(order);
    }
}
