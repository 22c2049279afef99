package dev.croft.store.s3;

import java.nio.file.Path;

/**
 * Where a file is cut into parts. Depends on its size and the wish for parts only, so that another process cuts it alike.
 *
 * @param fileBytes size of the file
 * @param partBytes size of all parts but the last
 */
record PartPlan(long fileBytes, long partBytes) {
    /** Limit of S3. */
    static final int MOST_PARTS = 10_000;

    private static final long STEP_BYTES = 1L << 20;

    /** Parts of the size wished for, or of the least whole number of MiB with which there are not too many. */
    static PartPlan of(long fileBytes, long wishedPartBytes) {
        long least = ceilDiv(fileBytes, MOST_PARTS);
        long rounded = ceilDiv(least, STEP_BYTES) * STEP_BYTES;
        return new PartPlan(fileBytes, Math.max(wishedPartBytes, rounded));
    }

    /** Parts, at least 1. */
    int count() {
        return (int) Math.max(1, ceilDiv(fileBytes, partBytes));
    }

    /** @param number from 1, as S3 counts */
    FileSlice slice(Path file, int number) {
        long offset = (number - 1) * partBytes;
        return new FileSlice(file, offset, byteCount(number));
    }

    /** @param number from 1, as S3 counts */
    long byteCount(int number) {
        return Math.min(partBytes, fileBytes - (number - 1) * partBytes);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
