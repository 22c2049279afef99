package dev.croft.zonal;

import dev.croft.core.table.GrowingBytes;
import java.io.IOException;
import java.util.Arrays;

/** Records on their way into a {@link BucketFile}, each with its bucket. Filled by one thread, then read by one. */
final class Records {
    private final GrowingBytes bytes = new GrowingBytes();
    private int[] buckets = new int[1024];
    private int[] ends = new int[1024];
    private int count;

    void clear() {
        bytes.clear();
        count = 0;
    }

    /** Where the next record is written; {@link #end} ends it. */
    GrowingBytes bytes() {
        return bytes;
    }

    void end(int bucket) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            buckets = Arrays.copyOf(buckets, count * 2);
        }
        buckets[count] = bucket;
        ends[count++] = bytes.length();
    }

    void appendTo(BucketFile file) throws IOException {
        int start = 0;
        for (int record = 0; record < count; record++) {
            file.append(buckets[record], bytes.array(), start, ends[record] - start);
            start = ends[record];
        }
    }
}
