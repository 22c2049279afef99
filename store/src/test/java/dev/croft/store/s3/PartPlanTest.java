package dev.croft.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartPlanTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest(name = "{0} MiB and {1} bytes")
    @CsvSource({"0, 1, 16, 1", "16, 0, 16, 1", "16, 1, 16, 2", "160000, 0, 16, 10000", "160000, 1, 17, 9412"})
    void partsAreLargeEnoughForTheirNumber(long mib, long bytes, long partMib, int count) {
        PartPlan plan = PartPlan.of(mib * MIB + bytes, 16 * MIB);
        assertEquals(partMib * MIB, plan.partBytes());
        assertEquals(count, plan.count());
        assertTrue(plan.count() <= PartPlan.MOST_PARTS);
    }

    @ParameterizedTest
    @CsvSource({"16777216", "16777217", "50331648", "5497558138880"})
    void partsCoverTheFileOnce(long fileBytes) {
        PartPlan plan = PartPlan.of(fileBytes, 16 * MIB);
        long end = 0;
        for (int number = 1; number <= plan.count(); number++) {
            FileSlice slice = plan.slice(Path.of("file"), number);
            assertEquals(end, slice.offset());
            assertTrue(slice.byteCount() > 0);
            end += slice.byteCount();
        }
        assertEquals(fileBytes, end);
    }
}
