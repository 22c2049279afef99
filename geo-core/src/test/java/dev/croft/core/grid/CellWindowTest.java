package dev.croft.core.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CellWindowTest {
    private final CellWindow window = new CellWindow(10, 20, 5, 3);

    @Test
    void endsAreAfterTheLastCell() {
        assertEquals(15, window.columnEnd());
        assertEquals(23, window.rowEnd());
        assertTrue(window.contains(14, 22));
        assertFalse(window.contains(15, 22));
        assertFalse(window.contains(14, 23));
        assertFalse(window.contains(9, 20));
    }

    @Test
    void cellsAreCountedBeyondTheRangeOfInt() {
        assertEquals(10_000_000_000L, new CellWindow(0, 0, 100_000, 100_000).cellCount());
    }

    @Test
    void intersectionHoldsTheCommonCells() {
        assertEquals(new CellWindow(12, 20, 3, 1), window.intersection(new CellWindow(12, 0, 100, 21)));
        assertEquals(window, window.intersection(window));
    }

    @Test
    void intersectionOfNeighboursIsEmpty() {
        assertTrue(window.intersection(new CellWindow(15, 20, 5, 3)).isEmpty());
        assertTrue(window.intersection(new CellWindow(10, 23, 5, 3)).isEmpty());
        assertTrue(window.intersection(new CellWindow(-100, -100, 5, 3)).isEmpty());
    }

    @Test
    void windowsFarApartHaveAnEmptyIntersection() {
        CellWindow first = new CellWindow(Integer.MIN_VALUE, Integer.MIN_VALUE, 1, 1);
        CellWindow last = new CellWindow(Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1, 1, 1);
        assertTrue(first.intersection(last).isEmpty());
        assertTrue(last.intersection(first).isEmpty());
    }

    @Test
    void emptyWindowsContainNothing() {
        assertTrue(new CellWindow(3, 3, 0, 4).isEmpty());
        assertFalse(new CellWindow(3, 3, 0, 4).contains(3, 3));
    }

    @Test
    void impossibleWindowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CellWindow(0, 0, -1, 1));
        assertThrows(ArithmeticException.class, () -> new CellWindow(Integer.MAX_VALUE, 0, 1, 1));
    }

    @Test
    void textNamesFirstAndEnd() {
        assertEquals("[columns 10-15, rows 20-23]", window.toString());
    }
}
