package dev.croft.tiling.mvt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Streams through the layers of a tile and the features of a layer without allocating per feature (specification, sections 4.1 and
 * 4.2). Reused from tile to tile; confined to one thread. The one parser of tiles: {@link VectorTile} and {@link TileCheck} stand on it.
 *
 * <pre>
 * reader.open(bytes, 0, bytes.length);
 * while (reader.nextLayer()) {
 *     while (reader.nextFeature()) { ... }
 * }
 * </pre>
 *
 * <p>Keys and values may lie behind the features, so {@link #nextLayer} passes over the whole layer before the first feature. Fields
 * that are not known are skipped; repeated integers may be packed or not. A feature that cannot be used has a {@link #flaw}; what else
 * breaks the format is an {@link MvtException}: a wrong wire type, a layer without name or version, a version that is not 1 or 2, a
 * value that has no type or two, a tag beyond the keys or values, lengths beyond the bytes.
 */
public final class LayerReader {
    /** The extent of a layer that does not say one (vector_tile.proto). */
    public static final int DEFAULT_EXTENT = 4096;

    private static final int LAYER = 3 << 3 | Protobuf.BYTES;
    private static final int LAYER_NAME = 1;
    private static final int LAYER_FEATURE = 2;
    private static final int LAYER_KEY = 3;
    private static final int LAYER_VALUE = 4;
    private static final int LAYER_EXTENT = 5;
    private static final int LAYER_VERSION = 15;
    private static final int FEATURE_ID = 1;
    private static final int FEATURE_TAGS = 2;
    private static final int FEATURE_TYPE = 3;
    private static final int FEATURE_GEOMETRY = 4;
    private static final int NO_TYPE = -1;
    private static final int UNDEFINED_TYPE = GeometryType.POLYGON.number() + 1;

    private final Protobuf tile = new Protobuf();
    private final Protobuf layer = new Protobuf();
    private final Protobuf message = new Protobuf();
    private byte[] array = new byte[0];
    private int tileStart;

    private int version;
    private int nameOffset;
    private int nameLength;
    private int extent;
    private int featureCount;
    private int keyCount;
    private int[] keyOffsets = new int[16];
    private int[] keyLengths = new int[16];
    private int valueCount;
    private byte[] valueTypes = new byte[64];
    private long[] valueBits = new long[64];

    private int featureIndex;
    private boolean hasId;
    private long id;
    private int type;
    private int tagCount;
    private int[] tags = new int[16];
    private byte[] geometry = new byte[0];
    private int geometryOffset;
    private int geometryLength;
    private byte[] loose = new byte[0];
    private FeatureFlaw flaw = FeatureFlaw.NONE;

    /** Begins a tile. The array is lent until the next call. */
    public void open(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        array = bytes;
        tileStart = offset;
        tile.reset(bytes, offset, offset, offset + length);
        layer.reset(bytes, offset, offset, offset);
    }

    /** Goes to the next layer, also when features of this one have not been read; false when there is none. */
    public boolean nextLayer() {
        while (tile.hasMore()) {
            int key = tile.fieldKey();
            if (key == LAYER) {
                int length = tile.length();
                int from = tile.position();
                tile.advance(length);
                readLayer(from, from + length);
                return true;
            }
            if (key >>> 3 == LAYER >>> 3) {
                throw tile.damaged("a layer is not a message");
            }
            tile.skip(key);
        }
        return false;
    }

    private void readLayer(int from, int end) {
        version = 0;
        nameLength = -1;
        extent = DEFAULT_EXTENT;
        featureCount = 0;
        keyCount = 0;
        valueCount = 0;
        featureIndex = -1;
        layer.reset(array, tileStart, from, end);
        boolean hasVersion = false;
        while (layer.hasMore()) {
            int key = layer.fieldKey();
            switch (key >>> 3) {
                case LAYER_NAME -> readName(key);
                case LAYER_FEATURE -> {
                    skipMessage(key, "a feature");
                    featureCount++;
                }
                case LAYER_KEY -> readKey(key);
                case LAYER_VALUE -> readValue(key);
                case LAYER_EXTENT -> readExtent(key);
                case LAYER_VERSION -> {
                    readVersion(key);
                    hasVersion = true;
                }
                default -> layer.skip(key);
            }
        }
        if (nameLength < 0) {
            throw layer.damaged("the layer that ends here has no name");
        }
        if (!hasVersion) {
            throw layer.damaged("layer \"" + name() + "\" does not say its version");
        }
        layer.reset(array, tileStart, from, end);
    }

    private void readName(int key) {
        require(key, Protobuf.BYTES, "the name of a layer");
        nameLength = layer.length();
        nameOffset = layer.position();
        layer.advance(nameLength);
    }

    private void readExtent(int key) {
        require(key, Protobuf.VARINT, "the extent of a layer");
        extent = layer.varint32();
        if (extent < 0) {
            throw layer.damaged("the extent of a layer is " + Integer.toUnsignedString(extent)
                    + ", at most 2147483647 can be read");
        }
    }

    private void readVersion(int key) {
        require(key, Protobuf.VARINT, "the version of a layer");
        version = layer.varint32();
        if (version != 1 && version != 2) {
            throw layer.damaged(
                    "a layer has version " + Integer.toUnsignedString(version) + ", but 1 and 2 are all that is known");
        }
    }

    private void readKey(int key) {
        require(key, Protobuf.BYTES, "a key");
        if (keyCount == keyOffsets.length) {
            keyOffsets = Arrays.copyOf(keyOffsets, 2 * keyCount);
            keyLengths = Arrays.copyOf(keyLengths, 2 * keyCount);
        }
        keyLengths[keyCount] = layer.length();
        keyOffsets[keyCount] = layer.position();
        layer.advance(keyLengths[keyCount++]);
    }

    private void readValue(int key) {
        require(key, Protobuf.BYTES, "a value");
        if (valueCount == valueTypes.length) {
            valueTypes = Arrays.copyOf(valueTypes, 2 * valueCount);
            valueBits = Arrays.copyOf(valueBits, 2 * valueCount);
        }
        int length = layer.length();
        message.reset(array, tileStart, layer.position(), layer.position() + length);
        layer.advance(length);
        int number = 0;
        while (message.hasMore()) {
            int field = message.fieldKey();
            if (!ValueType.isKnown(field >>> 3)) {
                message.skip(field);
                continue;
            }
            if (number != 0) {
                throw message.damaged("value " + valueCount + " has two contents");
            }
            number = field >>> 3;
            valueBits[valueCount] = readBits(ValueType.of(number), field);
        }
        if (number == 0) {
            throw message.damaged("value " + valueCount + " has none of the types that the specification has");
        }
        valueTypes[valueCount++] = (byte) number;
    }

    private long readBits(ValueType valueType, int field) {
        if ((field & 7) != valueType.wireType()) {
            throw message.damaged("value " + valueCount + " is not encoded as its type " + valueType + " is");
        }
        return switch (valueType) {
            case STRING -> {
                int length = message.length();
                long place = (long) message.position() << 32 | length;
                message.advance(length);
                yield place;
            }
            case FLOAT -> message.fixed32() & 0xFFFFFFFFL;
            case DOUBLE -> message.fixed64();
            case INT, UINT -> message.varint();
            case SINT -> {
                long zigZag = message.varint();
                yield (zigZag >>> 1) ^ -(zigZag & 1);
            }
            case BOOLEAN -> message.varint() != 0 ? 1 : 0;
        };
    }

    private void skipMessage(int key, String what) {
        require(key, Protobuf.BYTES, what);
        layer.advance(layer.length());
    }

    private void require(int key, int wireType, String what) {
        if ((key & 7) != wireType) {
            throw layer.damaged(what + " has the wire type " + (key & 7) + " instead of " + wireType);
        }
    }

    /** The version of the specification that the layer says it follows: 1 or 2. */
    public int version() {
        return version;
    }

    /** Where the layer's name begins in the tile's array, as UTF-8. */
    public int nameOffset() {
        return nameOffset;
    }

    /** Bytes of the layer's name. */
    public int nameLength() {
        return nameLength;
    }

    /** The layer's name. */
    public String name() {
        return text(nameOffset, nameLength);
    }

    /** Units along a side of the tile; {@link #DEFAULT_EXTENT} when the layer does not say. A broken tile may say 0. */
    public int extent() {
        return extent;
    }

    /** Features of the layer, flawed ones counted. */
    public int featureCount() {
        return featureCount;
    }

    /** Keys of the layer. */
    public int keyCount() {
        return keyCount;
    }

    /** A key of the layer. */
    public String key(int index) {
        return text(keyOffset(index), keyLength(index));
    }

    /** Where a key begins in the tile's array, as UTF-8. */
    public int keyOffset(int index) {
        return keyOffsets[Objects.checkIndex(index, keyCount)];
    }

    /** Bytes of a key. */
    public int keyLength(int index) {
        return keyLengths[Objects.checkIndex(index, keyCount)];
    }

    /** Values of the layer. */
    public int valueCount() {
        return valueCount;
    }

    /** The type of a value. */
    public ValueType valueType(int index) {
        return ValueType.of(valueTypes[Objects.checkIndex(index, valueCount)]);
    }

    /** The bits of a value that is not a string: the integer itself, or the bits of a floating point number. */
    public long valueBits(int index) {
        return valueBits[Objects.checkIndex(index, valueCount)];
    }

    /** Where a string value begins in the tile's array, as UTF-8. */
    public int valueOffset(int index) {
        return (int) (valueBits(index) >>> 32);
    }

    /** Bytes of a string value. */
    public int valueLength(int index) {
        return (int) valueBits(index);
    }

    /** A value of the layer as an object. */
    public TagValue value(int index) {
        ValueType valueType = valueType(index);
        return valueType == ValueType.STRING
                ? TagValue.of(text(valueOffset(index), valueLength(index)))
                : new TagValue(valueType, valueBits(index), "");
    }

    private String text(int offset, int length) {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** Goes to the next feature of the layer, flawed or not; false when there is none. */
    public boolean nextFeature() {
        while (layer.hasMore()) {
            int key = layer.fieldKey();
            if (key >>> 3 != LAYER_FEATURE) {
                layer.skip(key);
                continue;
            }
            int length = layer.length();
            message.reset(array, tileStart, layer.position(), layer.position() + length);
            layer.advance(length);
            featureIndex++;
            readFeature();
            return true;
        }
        return false;
    }

    private void readFeature() {
        hasId = false;
        id = 0;
        type = NO_TYPE;
        tagCount = 0;
        geometry = array;
        geometryLength = 0;
        flaw = FeatureFlaw.NONE;
        while (message.hasMore()) {
            int key = message.fieldKey();
            switch (key >>> 3) {
                case FEATURE_ID -> {
                    requireVarint(key, "id");
                    id = message.varint();
                    hasId = true;
                }
                case FEATURE_TAGS -> readTags(key);
                case FEATURE_TYPE -> {
                    requireVarint(key, "type");
                    long number = message.varint();
                    type = number >= 0 && number < UNDEFINED_TYPE ? (int) number : UNDEFINED_TYPE;
                }
                case FEATURE_GEOMETRY -> readGeometry(key);
                default -> message.skip(key);
            }
        }
        if (flaw == FeatureFlaw.NONE) {
            flaw = flawOfFields();
        }
    }

    private FeatureFlaw flawOfFields() {
        if (type == NO_TYPE) {
            return FeatureFlaw.NO_TYPE;
        }
        if (type == UNDEFINED_TYPE) {
            return FeatureFlaw.UNDEFINED_TYPE;
        }
        if (geometryLength == 0) {
            return FeatureFlaw.NO_GEOMETRY;
        }
        return (tagCount & 1) == 0 ? FeatureFlaw.NONE : FeatureFlaw.ODD_TAGS;
    }

    private void readTags(int key) {
        if ((key & 7) == Protobuf.BYTES) {
            int length = message.length();
            int end = message.position() + length;
            while (message.position() < end) {
                addTag(message.varint32());
            }
            if (message.position() > end) {
                throw message.damaged("the last tag of feature " + featureIndex + " runs past the end of the tags");
            }
        } else {
            requireVarint(key, "tag");
            addTag(message.varint32());
        }
    }

    private void addTag(int index) {
        boolean isKey = (tagCount & 1) == 0;
        if (Integer.compareUnsigned(index, isKey ? keyCount : valueCount) >= 0) {
            throw message.damaged("feature " + featureIndex + " of layer \"" + name() + "\" names "
                    + (isKey ? "key " : "value ") + Integer.toUnsignedString(index) + ", but the layer has "
                    + (isKey ? keyCount : valueCount));
        }
        if (tagCount == tags.length) {
            tags = Arrays.copyOf(tags, 2 * tagCount);
        }
        tags[tagCount++] = index;
    }

    private void readGeometry(int key) {
        boolean again = geometryLength > 0;
        if ((key & 7) == Protobuf.BYTES) {
            int length = message.length();
            if (again) {
                flaw = FeatureFlaw.TWO_GEOMETRIES;
            }
            geometry = array;
            geometryOffset = message.position();
            geometryLength = length;
            message.advance(length);
        } else {
            requireVarint(key, "geometry");
            if (again && geometry == array) {
                flaw = FeatureFlaw.TWO_GEOMETRIES;
                geometryLength = 0;
            }
            int from = message.position();
            message.varint();
            addLoose(from, message.position() - from);
        }
    }

    /** Gathers integers that are not packed, so that whoever reads geometry finds them together. */
    private void addLoose(int from, int length) {
        if (geometry == array) {
            geometryOffset = 0;
            geometryLength = 0;
        }
        if (geometryLength + length > loose.length) {
            loose = Arrays.copyOf(loose, Math.max(64, 2 * (geometryLength + length)));
        }
        System.arraycopy(array, from, loose, geometryLength, length);
        geometryLength += length;
        geometry = loose;
    }

    private void requireVarint(int key, String what) {
        if ((key & 7) != Protobuf.VARINT) {
            throw message.damaged("the " + what + " of feature " + featureIndex + " has the wire type " + (key & 7));
        }
    }

    /** Number of the feature within its layer, from 0, flawed ones counted. */
    public int featureIndex() {
        return featureIndex;
    }

    /** Why the feature cannot be used; its other properties hold what could be read. Geometry is not looked into. */
    public FeatureFlaw flaw() {
        return flaw;
    }

    /** Whether the feature has an id. */
    public boolean hasId() {
        return hasId;
    }

    /** The feature's id, unsigned; 0 when it has none. */
    public long id() {
        return id;
    }

    /** The feature's geometry type. */
    public GeometryType type() {
        return type == NO_TYPE || type == UNDEFINED_TYPE ? GeometryType.UNKNOWN : GeometryType.of(type);
    }

    /** How many of {@link #tags} there are: twice the number of attributes. */
    public int tagCount() {
        return tagCount;
    }

    /** Key and value of each attribute by turns, as indices that the layer has. Lent until the next feature, replaced when it grows. */
    public int[] tags() {
        return tags;
    }

    /** The array that holds the geometry commands: that of the tile, unless they were not packed. Lent until the next feature. */
    public byte[] geometryArray() {
        return geometry;
    }

    /** Where the geometry commands begin in {@link #geometryArray}. */
    public int geometryOffset() {
        return geometryOffset;
    }

    /** Bytes of the geometry commands. */
    public int geometryLength() {
        return geometryLength;
    }
}
