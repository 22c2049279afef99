package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServingThreadsTest {
    private final AtomicLong seconds = new AtomicLong();
    private final ServingThreads serving =
            new ServingThreads("serving", 1, Duration.ofSeconds(30), () -> TimeUnit.SECONDS.toNanos(seconds.get()));

    /** Open for ever: nobody writes to it. */
    private Pipe silent;

    @AfterEach
    void close() throws IOException {
        serving.close();
        if (silent != null) {
            silent.sink().close();
            silent.source().close();
        }
    }

    @Test
    void whoLetsAThreadWaitLosesItToTheNext() throws Exception {
        CompletableFuture<Throwable> lost = silentAnswer();
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        serving.execute(() -> next.complete(Thread.currentThread().isInterrupted()));
        seconds.set(31);
        serving.interruptLate();
        assertEquals(ClosedByInterruptException.class, lost.get().getClass());
        assertFalse(next.get(), "the interrupt was for the answer before");
    }

    @Test
    void patienceIsNotLostBeforeItsTime() throws Exception {
        CompletableFuture<Throwable> lost = silentAnswer();
        serving.execute(() -> {});
        seconds.set(30);
        serving.interruptLate();
        assertFalse(lost.isDone());
    }

    @Test
    void slowOnesKeepTheirThreadsWhileNobodyElseWantsThem() throws Exception {
        CompletableFuture<Throwable> kept = silentAnswer();
        seconds.set(100_000);
        serving.interruptLate();
        assertFalse(kept.isDone());
    }

    @Test
    void ownWorkTakesItsTimeAndTheClockBeginsAnewAfterIt() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        serving.execute(() -> {
            serving.execute(() -> {}); // somebody waits for the thread
            try {
                for (int part = 0; part < 5; part++) {
                    waitFor(20);
                    serving.working(() -> waitFor(1000));
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                interrupted.completeExceptionally(e);
            }
        });
        assertFalse(interrupted.get());
    }

    private long waitFor(long waited) {
        long now = seconds.addAndGet(waited);
        serving.interruptLate();
        return now;
    }

    @Test
    void answersBeyondTheThreadsWaitAndTooManyAreRefused() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        CountDownLatch given = new CountDownLatch(1 + ServingThreads.MOST_WAITING);
        Runnable answer = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            awaitQuietly(go);
            now.decrementAndGet();
            given.countDown();
        };
        for (int i = 0; i <= ServingThreads.MOST_WAITING; i++) {
            serving.execute(answer);
        }
        assertThrows(RejectedExecutionException.class, () -> serving.execute(answer));
        go.countDown();
        assertTrue(given.await(30, TimeUnit.SECONDS));
        assertEquals(1, most.get());
    }

    @Test
    void closingEndsAnswers() throws Exception {
        CompletableFuture<Throwable> lost = silentAnswer();
        serving.close();
        assertEquals(ClosedByInterruptException.class, lost.get().getClass());
        assertThrows(RejectedExecutionException.class, () -> serving.execute(() -> {}));
    }

    @Test
    void theWatchLooksByItself() throws Exception {
        try (ServingThreads own = ServingThreads.named("own", 1, Duration.ofMillis(20))) {
            CompletableFuture<Throwable> lost = silentAnswer(own);
            own.execute(() -> {});
            assertEquals(ClosedByInterruptException.class, lost.get().getClass());
        }
    }

    private CompletableFuture<Throwable> silentAnswer() throws Exception {
        return silentAnswer(serving);
    }

    /** Begins an answer that waits for what never comes, and says how it ended. */
    private CompletableFuture<Throwable> silentAnswer(ServingThreads threads) throws Exception {
        silent = Pipe.open();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        threads.execute(() -> {
            begun.countDown();
            try {
                silent.source().read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                ended.complete(e);
            }
        });
        begun.await();
        return ended;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
