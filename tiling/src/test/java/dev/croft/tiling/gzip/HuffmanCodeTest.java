package dev.croft.tiling.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanCodeTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 19, 30, 286})
    void costsAsMuchAsHuffmansTree(int symbolCount) {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int[] counts = new int[symbolCount];
            for (int symbol = 0; symbol < symbolCount; symbol++) {
                counts[symbol] = random.nextInt(4) == 0 ? 0 : 1 + (int) Math.exp(random.nextDouble() * 7);
            }
            counts[0] = 1;
            counts[1] = 1;
            HuffmanCode code = new HuffmanCode(symbolCount, 15);
            code.build(counts, 0);
            assertComplete(code, symbolCount, 15);
            long cost = 0;
            for (int symbol = 0; symbol < symbolCount; symbol++) {
                cost += (long) counts[symbol] * code.length(symbol);
            }
            assertEquals(treeCost(counts), cost, "seed " + seed);
        }
    }

    @Test
    void fibonacciCountsAreCutToTheLimit() {
        int[] counts = new int[28];
        counts[0] = 1;
        counts[1] = 1;
        for (int symbol = 2; symbol < counts.length; symbol++) {
            counts[symbol] = counts[symbol - 1] + counts[symbol - 2];
        }
        HuffmanCode code = new HuffmanCode(counts.length, 7);
        code.build(counts, 0);
        assertComplete(code, counts.length, 7);
        assertEquals(1, code.length(27));
        assertEquals(7, code.length(0));
    }

    @Test
    void loneSymbolHasACompanion() {
        int[] counts = new int[30];
        HuffmanCode code = new HuffmanCode(30, 15);
        code.build(counts, 0);
        assertComplete(code, 30, 15);
        counts[17] = 5;
        code.build(counts, 0);
        assertComplete(code, 30, 15);
        assertEquals(1, code.length(17));
    }

    /** Every string of bits begins with one code: the sum of 2^-length is one. */
    private static void assertComplete(HuffmanCode code, int symbolCount, int longest) {
        int sum = 0;
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            int length = code.length(symbol);
            assertTrue(length <= longest, "length " + length);
            sum += length == 0 ? 0 : 1 << (longest - length);
        }
        assertEquals(1 << longest, sum);
    }

    /** Sum of the weights of the inner nodes: the obvious twin. */
    private static long treeCost(int[] counts) {
        PriorityQueue<Long> nodes = new PriorityQueue<>();
        for (int count : counts) {
            if (count > 0) {
                nodes.add((long) count);
            }
        }
        long cost = 0;
        while (nodes.size() > 1) {
            long joined = nodes.remove() + nodes.remove();
            cost += joined;
            nodes.add(joined);
        }
        return cost;
    }
}
