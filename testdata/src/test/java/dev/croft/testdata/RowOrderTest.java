package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOrderTest {
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 3, 4, 5, 255, 256, 257, 1000, 65_536, 100_003})
    void randomOrderHasEveryFieldOnce(int count) {
        RowPermutation order = RowOrder.RANDOM.permutation(42, count);
        BitSet seen = new BitSet(count);
        for (int row = 0; row < count; row++) {
            seen.set(Math.toIntExact(order.fieldOf(row)));
        }
        assertEquals(count, seen.cardinality());
        assertEquals(count, seen.length());
    }

    @Test
    void randomOrderPutsNeighboursFarApart() {
        int count = 100_000;
        RowPermutation order = RowOrder.RANDOM.permutation(1, count);
        double distance = 0;
        for (int row = 1; row < count; row++) {
            distance += Math.abs(order.fieldOf(row) - order.fieldOf(row - 1));
        }
        double expected = count / 3.0;
        assertEquals(expected, distance / (count - 1), 0.02 * expected);
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        RowPermutation one = RowOrder.RANDOM.permutation(1, 1000);
        RowPermutation other = RowOrder.RANDOM.permutation(2, 1000);
        long same = 0;
        for (int row = 0; row < 1000; row++) {
            same += one.fieldOf(row) == other.fieldOf(row) ? 1 : 0;
        }
        assertTrue(same < 20, "rows alike " + same);
    }

    @Test
    void spatialOrderIsTheOrderOfFields() {
        assertEquals(17, RowOrder.SPATIAL.permutation(5, 100).fieldOf(17));
    }
}
