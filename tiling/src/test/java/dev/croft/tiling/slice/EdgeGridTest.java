package dev.croft.tiling.slice;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;

class EdgeGridTest {
    @ParameterizedTest
    @CsvSource({"10, 20", "60, 300", "400, 24000", "300, 7"})
    void edgesThatMeetAreToldOfEachOtherOnce(int count, int side) {
        Random random = new Random(count);
        EdgeGrid grid = new EdgeGrid();
        for (int times = 0; times < 3; times++) {
            long[][] edges = new long[count][];
            grid.begin(-3, 5, side - 3, side + 5, count);
            for (int i = 0; i < count; i++) {
                int reach = i % 2 == 0 ? side : Math.max(1, side / 20);
                long x = random.nextInt(side);
                long y = random.nextInt(side);
                long toX = Math.max(0, Math.min(side, x + random.nextInt(2 * reach) - reach));
                long toY = Math.max(0, Math.min(side, y + random.nextInt(2 * reach) - reach));
                edges[i] = new long[] {x - 3, y + 5, toX - 3, toY + 5};
                int nearCount = grid.enter(i, x - 3, y + 5, toX - 3, toY + 5);
                int[] near = Arrays.copyOf(grid.near, nearCount);
                assertTrue(Arrays.stream(near).distinct().count() == nearCount);
                for (int j = 0; j < i; j++) {
                    int other = j;
                    assertTrue(!meet(edges[i], edges[j]) || Arrays.stream(near).anyMatch(edge -> edge == other));
                }
            }
        }
    }

    private static boolean meet(long[] a, long[] b) {
        RobustLineIntersector intersector = new RobustLineIntersector();
        intersector.computeIntersection(
                new Coordinate(a[0], a[1]),
                new Coordinate(a[2], a[3]),
                new Coordinate(b[0], b[1]),
                new Coordinate(b[2], b[3]));
        return intersector.hasIntersection();
    }
}
