package dev.croft.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.parquet.RandomTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodecTest {
    private final RowCodec codec = new RowCodec();
    private final GrowingBytes bytes = new GrowingBytes();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyTypeReadsBackInAnyOrder(int seed) {
        List<ColumnVector> expected = new ArrayList<>(RandomTable.of(seed, 300));
        expected.add(RandomTable.lists(seed, 300));
        List<Integer> offsets = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            offsets.add(bytes.length());
            codec.write(expected, row, bytes);
        }
        offsets.add(bytes.length());

        List<ColumnVector> actual = emptyLike(expected);
        for (int row = 299; row >= 0; row--) {
            assertEquals(offsets.get(row + 1), codec.read(bytes.array(), offsets.get(row), actual), "row " + row);
        }

        for (int i = 0; i < expected.size(); i++) {
            for (int row = 0; row < 300; row++) {
                RandomTable.assertRow(expected.get(i), row, actual.get(i), 299 - row);
            }
        }
    }

    @Test
    void extremesReadBack() {
        ColumnVector ints = new ColumnVector(new Column("ints", ColumnType.UINT32));
        ColumnVector longs = new ColumnVector(new Column("longs", ColumnType.UINT64));
        ColumnVector reals = new ColumnVector(new Column("reals", ColumnType.FLOAT64));
        List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE).forEach(ints::appendInt);
        List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE).forEach(longs::appendLong);
        List.of(-0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY).forEach(reals::appendDouble);
        List<ColumnVector> expected = List.of(ints, longs, reals);
        for (int row = 0; row < 4; row++) {
            codec.write(expected, row, bytes);
        }

        List<ColumnVector> actual = emptyLike(expected);
        int offset = 0;
        for (int row = 0; row < 4; row++) {
            offset = codec.read(bytes.array(), offset, actual);
        }

        assertEquals(bytes.length(), offset);
        for (int i = 0; i < 3; i++) {
            for (int row = 0; row < 4; row++) {
                RandomTable.assertRow(expected.get(i), row, actual.get(i), row);
            }
        }
    }

    @Test
    void smallNumbersAndNullsTakeLittle() {
        ColumnVector id = new ColumnVector(new Column("id", ColumnType.INT64));
        ColumnVector majority = new ColumnVector(new Column("majority", ColumnType.UINT8));
        ColumnVector reason = new ColumnVector(new Column("reason", ColumnType.STRING));
        id.appendLong(7);
        majority.appendInt(24);
        reason.appendNull();

        codec.write(List.of(id, majority, reason), 0, bytes);

        assertEquals(3, bytes.length());
    }

    @Test
    void tableWithoutColumnsTakesNothing() {
        codec.write(List.of(), 0, bytes);

        assertEquals(0, codec.read(bytes.array(), 0, List.of()));
        assertTrue(bytes.length() == 0, "no columns, no bytes");
    }

    private static List<ColumnVector> emptyLike(List<ColumnVector> vectors) {
        return vectors.stream().map(vector -> new ColumnVector(vector.column())).toList();
    }
}
