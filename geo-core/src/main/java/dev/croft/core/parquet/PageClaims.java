package dev.croft.core.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.apache.parquet.format.Type;

/**
 * Lengths that encoded values state of themselves, held against the bytes there are. parquet-column reserves what they
 * state, so that a damaged one would end as an OutOfMemoryError. See <em>Encodings</em> of the format.
 */
final class PageClaims {
    /** Packed groups of eight beyond the bytes there are: some writers cut the last run short, zero bits have no bytes. */
    private static final int GROUPS_WITHOUT_BYTES = 1 << 16;

    private static final int LONGEST_DELTA_BLOCK = 1 << 16;

    private PageClaims() {}

    /** Checks the values, of which there are some, of a data page of {@code rowCount} rows. */
    static void check(Encoding encoding, EncodedValues values, int rowCount) throws IOException {
        if (encoding.usesDictionary()) {
            checkRuns(values.from(values.offset() + 1), values.bytes()[values.offset()]);
        } else if (encoding == Encoding.RLE) {
            checkRuns(values.from(values.offset() + Integer.BYTES), 1);
        } else if (encoding == Encoding.DELTA_BYTE_ARRAY) {
            checkPrefixes(values, rowCount);
        } else if (encoding == Encoding.DELTA_BINARY_PACKED || encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY) {
            checkDelta(values, rowCount);
        }
    }

    /** Checks that a dictionary page has room for the values it should have. */
    static void checkDictionary(Type type, int typeLength, EncodedValues values, int valueCount) {
        long smallest = type == Type.FIXED_LEN_BYTE_ARRAY ? typeLength : Integer.BYTES;
        if (valueCount * smallest > values.length()) {
            throw new DamagedException(
                    "it is a dictionary of " + valueCount + " values and has " + values.length() + " bytes");
        }
    }

    /** Checks runs of the RLE / bit-packing hybrid. */
    static void checkRuns(EncodedValues values, int bitWidth) throws IOException {
        if (bitWidth < 0 || bitWidth > Integer.SIZE) {
            throw new DamagedException("its values have " + bitWidth + " bits");
        }
        if (values.length() < 0) {
            throw new DamagedException("it is too short for its values");
        }
        ByteBufferInputStream runs = values.stream();
        while (runs.available() > 0) {
            int header = BytesUtils.readUnsignedVarInt(runs);
            int length = header >>> 1;
            boolean packed = (header & 1) != 0;
            long bytes = packed ? (long) length * bitWidth : (bitWidth + 7) / 8;
            boolean tooLong = packed && (length - GROUPS_WITHOUT_BYTES) * Math.max(1L, bitWidth) > runs.available();
            if (length == 0 || tooLong) {
                throw new DamagedException("a run of its values should have " + length + (packed ? " groups" : ""));
            }
            runs.skip(bytes);
        }
    }

    private static long checkDelta(EncodedValues values, int rowCount) throws IOException {
        ByteBufferInputStream header = values.stream();
        int block = BytesUtils.readUnsignedVarInt(header);
        int miniBlocks = BytesUtils.readUnsignedVarInt(header);
        int count = BytesUtils.readUnsignedVarInt(header);
        boolean sane = block > 0 && block <= LONGEST_DELTA_BLOCK && miniBlocks > 0 && miniBlocks <= block;
        if (!sane || count < 0 || count > rowCount || count > (long) block * values.length()) {
            throw new DamagedException("it should have " + count + " differences in blocks of " + block);
        }
        return count;
    }

    /** DELTA_BYTE_ARRAY: two lists of differences, and prefixes that cannot be longer than all bytes of the page. */
    private static void checkPrefixes(EncodedValues values, int rowCount) throws IOException {
        long count = checkDelta(values, rowCount);
        DeltaBinaryPackingValuesReader prefixes = new DeltaBinaryPackingValuesReader();
        ByteBufferInputStream stream = values.stream();
        prefixes.initFromPage(rowCount, stream);
        for (long i = 0; i < count; i++) {
            int prefix = prefixes.readInteger();
            if (prefix < 0 || prefix > values.length()) {
                throw new DamagedException("a value shares " + prefix + " bytes with the one before");
            }
        }
        checkDelta(values.from(values.offset() + (int) stream.position()), rowCount);
    }
}
