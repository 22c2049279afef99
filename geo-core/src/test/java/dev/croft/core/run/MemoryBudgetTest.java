package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ResourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = MemoryBudget.ofBytes(1000);

    @Test
    void closingAGrantGivesItBack() {
        MemoryBudget.Grant cache = budget.reserveUpTo("block cache", 700, 700);
        assertEquals(300, budget.remainingBytes());
        cache.close();
        cache.close();
        assertEquals(1000, budget.remainingBytes());
    }

    @Test
    void equalGrantsAreCountedEach() {
        budget.reserveUpTo("buffer", 400, 400);
        budget.reserveUpTo("buffer", 400, 400).close();
        assertEquals(600, budget.remainingBytes());
    }

    @Test
    void whatRemainsIsGivenWhenItIsEnough() {
        budget.reserveUpTo("block cache", 700, 700);
        assertEquals(300, budget.reserveUpTo("results", 500, 200).bytes());
    }

    @Test
    void refusalNamesTheHolders() {
        budget.reserveUpTo("block cache", 700, 700);
        String message = assertThrows(ResourceException.class, () -> budget.reserveUpTo("sort", 301, 301))
                .getMessage();
        assertTrue(message.startsWith("Cannot give 301 bytes of memory to the sort"), message);
        assertTrue(message.contains("block cache (700 bytes)") && message.contains("-Xmx"), message);
    }

    @Test
    void whoWaitsGetsTheMemoryWhenItIsFree() throws Exception {
        MemoryBudget budget = MemoryBudget.ofBytes(100);
        MemoryBudget.Grant first = budget.reserveWhenFree("one", 70);
        try (MemoryBudget.Grant small = budget.reserveWhenFree("two", 30)) {
            assertEquals(0, budget.remainingBytes());
            assertEquals(30, small.bytes());
        }
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> {
            try (MemoryBudget.Grant second = budget.reserveWhenFree("three", 50)) {
                return second.bytes();
            }
        });
        assertThrows(TimeoutException.class, () -> waiting.get(50, TimeUnit.MILLISECONDS));
        first.close();
        assertEquals(50, waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void moreThanThereIsIsGivenToOneAlone() {
        MemoryBudget budget = MemoryBudget.ofBytes(100);
        try (MemoryBudget.Grant grant = budget.reserveWhenFree("one", 1000)) {
            assertEquals(1000, grant.bytes());
        }
        assertEquals(100, budget.remainingBytes());
    }
}
