package dev.croft.tiling.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.croft.tiling.slice.FragmentCheck.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JtsRepairTest {
    @ParameterizedTest
    @ValueSource(ints = {5, 9, 20, 40})
    void scribbleBecomesValidOnTheLattice(int vertices) {
        Random random = new Random(vertices);
        LatticeRings rings = new LatticeRings();
        rings.reserve(vertices);
        for (int i = 0; i < vertices; i++) {
            rings.push(5_000_000_000L + random.nextInt(50), random.nextInt(50));
        }
        rings.endRing();
        rings.endPart();
        LatticeRings out = new LatticeRings();
        JtsRepair.repair(rings, out);
        assertNotEquals(Verdict.BROKEN, new FragmentCheck().check(out));
    }

    @Test
    void holeStaysBehindItsShell() {
        LatticeRings rings = new LatticeRings();
        addSquare(rings, 0, 10);
        addSquare(rings, 2, 5);
        rings.endPart();
        LatticeRings out = new LatticeRings();
        JtsRepair.repair(rings, out);
        assertEquals(1, out.partCount());
        assertEquals(200, out.doubleArea(0));
        assertEquals(-18, out.doubleArea(1));
        assertEquals(Verdict.VALID, new FragmentCheck().check(out));
    }

    private static void addSquare(LatticeRings rings, long from, long until) {
        rings.reserve(4);
        rings.push(from, from);
        rings.push(until, from);
        rings.push(until, until);
        rings.push(from, until);
        rings.endRing();
    }
}
