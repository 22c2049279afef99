package dev.croft.tiling.gzip;

import java.util.Arrays;

/**
 * A canonical prefix code of limited length for symbols that occur so and so often (RFC 1951, section 3.2.2). Lengths are those of
 * Huffman's algorithm on sorted counts with two queues (J. van Leeuwen, "On the construction of Huffman trees", 1976); when some
 * exceed the limit, they are cut to it and the code is made to fit by lengthening the cheapest of the shorter ones, which costs next
 * to nothing at 15 bits. Reused, confined to a thread.
 */
final class HuffmanCode {
    static final int LONGEST = 15;

    /** Counts from here on share a bucket of the counting sort, and are sorted by comparison. */
    private static final int COMMON = 256;

    private final int symbolCount;
    private final int longest;
    private final int[] packed;
    private final byte[] lengths;

    private final int[] buckets = new int[COMMON + 1];
    private final int[] sorted;
    private final int[] weights;
    private final int[] parents;
    private final int[] lengthCounts = new int[LONGEST + 2];
    private final int[] nextCodes = new int[LONGEST + 2];
    private final int[] depthCounts;

    HuffmanCode(int symbolCount, int longest) {
        this.symbolCount = symbolCount;
        this.longest = longest;
        packed = new int[symbolCount];
        lengths = new byte[symbolCount];
        sorted = new int[symbolCount];
        weights = new int[symbolCount];
        parents = new int[symbolCount];
        depthCounts = new int[symbolCount + 1];
    }

    /** The code whose lengths are given, one for each symbol. */
    static HuffmanCode ofLengths(byte[] lengths, int longest) {
        HuffmanCode code = new HuffmanCode(lengths.length, longest);
        System.arraycopy(lengths, 0, code.lengths, 0, lengths.length);
        for (byte length : lengths) {
            code.lengthCounts[length]++;
        }
        code.assignCodes();
        return code;
    }

    /** Bits of the code of a symbol, 0 when it has none. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** Code and length as {@link SequenceCodes} wants them, the code with its first bit lowest. */
    int packed(int symbol) {
        return packed[symbol];
    }

    /** One more than the last symbol that has a code. */
    int usedCount() {
        int count = symbolCount;
        while (count > 0 && lengths[count - 1] == 0) {
            count--;
        }
        return count;
    }

    /**
     * Makes the code for counts, each below 2^22. At least two symbols get one even when fewer occur, because decoders differ on
     * codes of fewer.
     */
    void build(int[] counts, int offset) {
        Arrays.fill(lengths, (byte) 0);
        Arrays.fill(lengthCounts, 0);
        int used = sort(counts, offset);
        if (used < 2) {
            int only = used == 0 ? 0 : sorted[0];
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
            lengthCounts[1] = 2;
        } else {
            countLengths(used);
            limitLengths();
            assignLengths(used);
        }
        assignCodes();
    }

    /** Puts the symbols that occur into {@link #sorted}, the rarest first, equals by symbol; their counts into {@link #weights}. */
    private int sort(int[] counts, int offset) {
        Arrays.fill(buckets, 0);
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            buckets[Math.min(counts[offset + symbol], COMMON)]++;
        }
        int start = 0;
        for (int bucket = 1; bucket <= COMMON; bucket++) {
            int size = buckets[bucket];
            buckets[bucket] = start;
            start += size;
        }
        int firstCommon = buckets[COMMON];
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            int count = counts[offset + symbol];
            if (count >= COMMON) {
                sorted[buckets[COMMON]++] = (count << 9) | symbol;
            } else if (count > 0) {
                int at = buckets[count]++;
                sorted[at] = symbol;
                weights[at] = count;
            }
        }
        Arrays.sort(sorted, firstCommon, start);
        for (int i = firstCommon; i < start; i++) {
            weights[i] = sorted[i] >>> 9;
            sorted[i] &= 0x1FF;
        }
        return start;
    }

    /**
     * Huffman's algorithm. Inner nodes are numbered as they are made, so their weights ascend as those of the leaves do, and the two
     * lightest nodes are always at the heads of two queues. Node {@code i} is written over {@code weights[i]}, which at least
     * {@code i + 1} leaves have left by then.
     */
    private void countLengths(int leafCount) {
        int leaf = 0;
        int inner = 0;
        for (int node = 0; node < leafCount - 1; node++) {
            int weight = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf < leafCount && (inner == node || weights[leaf] <= weights[inner])) {
                    weight += weights[leaf++];
                } else {
                    weight += weights[inner];
                    parents[inner++] = node;
                }
            }
            weights[node] = weight;
        }
        countLeavesByDepth(leafCount - 2);
    }

    private void countLeavesByDepth(int root) {
        Arrays.fill(depthCounts, 0, root + 3, 0);
        parents[root] = 0; // from here on depths, those of parents before those of children
        depthCounts[0] = 1;
        int deepest = 0;
        for (int node = root - 1; node >= 0; node--) {
            int depth = parents[parents[node]] + 1;
            parents[node] = depth;
            depthCounts[depth]++;
            deepest = depth;
        }
        for (int depth = 1; depth <= deepest + 1; depth++) {
            lengthCounts[Math.min(depth, longest)] += 2 * depthCounts[depth - 1] - depthCounts[depth];
        }
    }

    /** Makes a complete code of the lengths when some were cut: the sum of 2^-length is to be one (Kraft). */
    private void limitLengths() {
        int excess = -(1 << longest);
        for (int length = 1; length <= longest; length++) {
            excess += lengthCounts[length] << (longest - length);
        }
        for (; excess > 0; excess--) {
            // Two of the longest: one pairs with a shorter code that grows by a bit, which frees one place of the
            // longest.
            int length = longest - 1;
            while (lengthCounts[length] == 0) {
                length--;
            }
            lengthCounts[length]--;
            lengthCounts[length + 1] += 2;
            lengthCounts[longest]--;
        }
    }

    private void assignLengths(int used) {
        int at = 0;
        for (int length = longest; length >= 1; length--) {
            for (int end = at + lengthCounts[length]; at < end; at++) {
                lengths[sorted[at]] = (byte) length;
            }
        }
        assert at == used : at + " of " + used + " symbols have a length";
    }

    /** Consecutive codes within a length, by symbol: the algorithm of section 3.2.2. */
    private void assignCodes() {
        int code = 0;
        for (int length = 1; length <= longest; length++) {
            nextCodes[length] = code;
            code = (code + lengthCounts[length]) << 1;
        }
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            int length = lengths[symbol];
            if (length == 0) {
                packed[symbol] = 0;
            } else {
                int reversed = Integer.reverse(nextCodes[length]++) >>> (32 - length);
                packed[symbol] = (length << SequenceCodes.COUNT_SHIFT) | reversed;
            }
        }
    }
}
