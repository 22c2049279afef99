package dev.croft.tiling.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySortTest {
    @ParameterizedTest
    @CsvSource({"0,5", "1,5", "2,1", "40,7", "41,7", "1000,1", "1000,3", "5000,60", "70000,30", "5000,64"})
    void indicesComeInOrderOfTheirKeysAndTiesStay(int count, int bits) {
        SplittableRandom random = new SplittableRandom(count + bits);
        KeySort sort = new KeySort();
        for (int round = 0; round < 3; round++) {
            long[] keys = random.longs(count).map(key -> key >> (64 - bits)).toArray();
            int[] indices = IntStream.range(0, count + 5).toArray();
            int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> keys[i]))
                    .mapToInt(i -> i)
                    .toArray();
            assertArrayEquals(expected, Arrays.copyOf(sort.sort(indices, count, keys), count));
        }
    }

    @ParameterizedTest
    @CsvSource({"50,2", "3000,4"})
    void tiesAreSortedAmongThemselves(int count, int bits) {
        SplittableRandom random = new SplittableRandom(count);
        long[] keys = random.longs(count).map(key -> key >> (64 - bits)).toArray();
        int[] indices = new KeySort().sort(IntStream.range(0, count).toArray(), count, keys);
        KeySort.sortTies(indices, count, keys, Comparator.reverseOrder());
        int[] expected = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> keys[i]).thenComparing(Comparator.reverseOrder()))
                .mapToInt(i -> i)
                .toArray();
        assertArrayEquals(expected, indices);
    }
}
