package dev.croft.tiling.mvt;

import dev.croft.tiling.tile.TileBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Writes one layer of tile after tile, version 2.1 (specification, sections 4.1, 4.2 and 4.4). Confined to one thread; allocates
 * nothing once its buffers have grown to the largest tile.
 *
 * <pre>
 * encoder.begin();
 * encoder.beginFeature();
 * encoder.tagInt(0, 7);
 * encoder.geometry(GeometryType.POINT.number(), commands, 0, length);
 * encoder.endFeature();
 * encoder.writeTo(tile);
 * </pre>
 *
 * <p>Keys and values get numbers in the order of their first use in the tile; keys that no feature of the tile has do not appear. Values
 * are one when type and bits are. A tag that is not given is not there, which is how a null is written. Within a feature each key is
 * given at most once: that, and what the commands draw, is the caller's and not looked at.
 */
public final class LayerEncoder {
    private static final int LAYER = 3 << 3 | Protobuf.BYTES;
    private static final int NAME = 1 << 3 | Protobuf.BYTES;
    private static final int FEATURE = 2 << 3 | Protobuf.BYTES;
    private static final int KEY = 3 << 3 | Protobuf.BYTES;
    private static final int EXTENT = 5 << 3 | Protobuf.VARINT;
    private static final int VERSION = 15 << 3 | Protobuf.VARINT;
    private static final int ID = 1 << 3 | Protobuf.VARINT;
    private static final int TAGS = 2 << 3 | Protobuf.BYTES;
    private static final int TYPE = 3 << 3 | Protobuf.VARINT;
    private static final int GEOMETRY = 4 << 3 | Protobuf.BYTES;
    /** Bytes of a feature beside its tags and geometry, at most: five field keys, an id, a type, and three lengths. */
    private static final int MOST_FRAME = 5 + 10 + 1 + 3 * 5;
    /** Bytes of one tag, at most: two integers of 32 bits. */
    private static final int MOST_TAG = 10;

    private static final int UINT = ValueType.UINT.number();
    private static final int SINT = ValueType.SINT.number();
    private static final int FLOAT = ValueType.FLOAT.number();
    private static final int DOUBLE = ValueType.DOUBLE.number();
    private static final int BOOLEAN = ValueType.BOOLEAN.number();
    private static final int UNUSED = -1;

    private final byte[] head;
    private final byte[] tail;
    private final byte[][] keyFields;
    private final int[] keyNumbers;
    private final TileBytes usedKeys = new TileBytes(256);
    private final TileBytes features = new TileBytes(1 << 14);
    private final ValueTable values;
    private int usedKeyCount;
    private int featureCount;

    private byte[] tags = new byte[64];
    private int tagsLength;
    private boolean hasId;
    private long id;
    private int type;
    private byte[] commands = new byte[0];
    private int commandsOffset;
    private int commandsLength;

    /**
     * An encoder of layers of one name.
     *
     * @param extent units along a side of the tile
     * @param keys of the attributes, each once; tags name them by their place in this list
     */
    public LayerEncoder(String name, int extent, List<String> keys) {
        if (extent < 1) {
            throw new IllegalArgumentException("An extent of " + extent + " is not above 0");
        }
        if (keys.stream().distinct().count() < keys.size()) {
            throw new IllegalArgumentException("A key is there twice: " + keys);
        }
        TileBytes bytes = new TileBytes(64);
        bytes.write(VERSION);
        bytes.write(2);
        bytes.write(NAME);
        bytes.writeString(name);
        head = bytes.toByteArray();
        bytes.clear();
        bytes.write(EXTENT);
        bytes.writeVarint(extent);
        tail = bytes.toByteArray();
        keyFields = keys.stream().map(LayerEncoder::keyField).toArray(byte[][]::new);
        keyNumbers = new int[keys.size()];
        values = new ValueTable(keys.size());
        begin();
    }

    private static byte[] keyField(String key) {
        TileBytes bytes = new TileBytes(key.length() + 8);
        bytes.write(KEY);
        bytes.writeString(key);
        return bytes.toByteArray();
    }

    /** Begins a layer and forgets the one before. */
    public void begin() {
        Arrays.fill(keyNumbers, UNUSED);
        usedKeys.clear();
        usedKeyCount = 0;
        features.clear();
        featureCount = 0;
        values.clear();
        beginFeature();
    }

    /** Begins a feature and forgets one that was not ended, except that its values stay in the layer. */
    public void beginFeature() {
        hasId = false;
        tagsLength = 0;
        commandsLength = 0;
    }

    /** Gives the feature an id, taken as unsigned. */
    public void id(long featureId) {
        hasId = true;
        id = featureId;
    }

    /** An integer, encoded as {@code uint_value} from 0 up and as {@code sint_value} below. */
    public void tagInt(int key, long value) {
        tag(key, values.number(key, value >= 0 ? UINT : SINT, value));
    }

    /** An integer that is taken as unsigned, encoded as {@code uint_value}. */
    public void tagUnsigned(int key, long bits) {
        tag(key, values.number(key, UINT, bits));
    }

    /** A number of 32 bits. All NaN are one; infinities are written too. */
    public void tagFloat(int key, float value) {
        tag(key, values.number(key, FLOAT, Float.floatToIntBits(value) & 0xFFFFFFFFL));
    }

    /** A number of 64 bits. All NaN are one; infinities are written too. */
    public void tagDouble(int key, double value) {
        tag(key, values.number(key, DOUBLE, Double.doubleToLongBits(value)));
    }

    /** True or false. */
    public void tagBoolean(int key, boolean value) {
        tag(key, values.number(key, BOOLEAN, value ? 1 : 0));
    }

    /** A string as UTF-8, copied. */
    public void tagString(int key, byte[] utf8, int offset, int length) {
        tag(key, values.string(key, utf8, offset, length));
    }

    private void tag(int key, int value) {
        int number = keyNumbers[key];
        if (number == UNUSED) {
            number = useKey(key);
        }
        if (tagsLength + MOST_TAG > tags.length) {
            tags = Arrays.copyOf(tags, 2 * tags.length);
        }
        tagsLength = Protobuf.put(tags, Protobuf.put(tags, tagsLength, number), value);
    }

    private int useKey(int key) {
        byte[] field = keyFields[key];
        usedKeys.write(field, 0, field.length);
        keyNumbers[key] = usedKeyCount;
        return usedKeyCount++;
    }

    /**
     * The geometry: the number of its {@link GeometryType} and its commands (specification, section 4.3). The array is lent until
     * {@link #endFeature}.
     */
    public void geometry(int typeNumber, byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        if (typeNumber < GeometryType.POINT.number() || typeNumber > GeometryType.POLYGON.number()) {
            throw new IllegalArgumentException("A geometry of type " + typeNumber + " cannot be written");
        }
        type = typeNumber;
        commands = array;
        commandsOffset = offset;
        commandsLength = length;
    }

    /** Adds the feature to the layer. */
    public void endFeature() {
        if (commandsLength == 0) {
            throw new IllegalStateException("A feature has no geometry");
        }
        int length = (hasId ? 1 + TileBytes.varintLength(id) : 0)
                + (tagsLength > 0 ? 1 + TileBytes.varintLength(tagsLength) + tagsLength : 0)
                + 3
                + TileBytes.varintLength(commandsLength)
                + commandsLength;
        features.reserve(MOST_FRAME + length);
        byte[] array = features.array();
        int at = features.length();
        array[at++] = FEATURE;
        at = Protobuf.put(array, at, length);
        if (hasId) {
            array[at++] = ID;
            at = Protobuf.put(array, at, id);
        }
        if (tagsLength > 0) {
            array[at++] = TAGS;
            at = Protobuf.put(array, at, tagsLength);
            System.arraycopy(tags, 0, array, at, tagsLength);
            at += tagsLength;
        }
        array[at++] = TYPE;
        array[at++] = (byte) type;
        array[at++] = GEOMETRY;
        at = Protobuf.put(array, at, commandsLength);
        System.arraycopy(commands, commandsOffset, array, at, commandsLength);
        features.setLength(at + commandsLength);
        featureCount++;
        beginFeature();
    }

    /** Features of the layer so far. */
    public int featureCount() {
        return featureCount;
    }

    /** Appends the layer to a tile; nothing when it has no feature. The layer can go on afterwards. */
    public void writeTo(TileBytes tile) {
        if (featureCount == 0) {
            return;
        }
        TileBytes encodedValues = values.encoded();
        int length = head.length + features.length() + usedKeys.length() + encodedValues.length() + tail.length;
        tile.reserve(length + 6);
        tile.write(LAYER);
        tile.writeVarint(length);
        tile.write(head, 0, head.length);
        tile.write(features.array(), 0, features.length());
        tile.write(usedKeys.array(), 0, usedKeys.length());
        tile.write(encodedValues.array(), 0, encodedValues.length());
        tile.write(tail, 0, tail.length);
    }

    /** Hands over each pair of key and value that the layer has, once, values in the order of their first use. */
    public void values(ValueVisitor visitor) {
        values.visit(visitor);
    }
}
