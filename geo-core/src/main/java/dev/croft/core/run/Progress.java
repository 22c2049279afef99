package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Shows how far long steps are: a bar on a terminal, a line now and then elsewhere, JSON lines for programs, or nothing. Has no
 * thread of its own; it repaints when work is counted. Thread-safe.
 */
public final class Progress {
    /** How progress is shown. */
    public enum Mode {
        /** A bar when the standard error stream is a terminal, otherwise as {@link #PLAIN}. */
        AUTO,
        /** A line after some seconds, then every ten, and one at the end. */
        PLAIN,
        /** As {@link #PLAIN}, each line a JSON object. */
        JSON,
        OFF
    }

    private final ProgressStyle style;
    private final PrintWriter writer;
    private final LongSupplier nanoTime;

    private Progress(ProgressStyle style, PrintWriter writer, LongSupplier nanoTime) {
        this.style = style;
        this.writer = writer;
        this.nanoTime = nanoTime;
    }

    /** Progress on the standard error stream. */
    public static Progress onStandardError(Mode mode, Host host) {
        PrintWriter writer = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        return new Progress(ProgressStyle.of(mode, host), writer, System::nanoTime);
    }

    /** Progress that shows nothing. */
    public static Progress off() {
        return with(new ProgressStyle.Silent(), Writer.nullWriter(), System::nanoTime);
    }

    /** @param nanoTime clock, as {@link System#nanoTime} */
    static Progress with(ProgressStyle style, Writer writer, LongSupplier nanoTime) {
        return new Progress(style, new PrintWriter(writer, false), nanoTime);
    }

    /**
     * Begins to show a step. One step is shown at a time.
     *
     * @param unit what is counted, in the plural, such as {@code zones}
     * @param total how many there will be; empty when nobody knows yet
     */
    public Task start(String step, String unit, OptionalLong total) {
        return new Task(step, unit, total);
    }

    /** A step being shown. Thread-safe. */
    public final class Task implements AutoCloseable {
        private final String step;
        private final String unit;
        private final OptionalLong total;
        private final long startNanos = nanoTime.getAsLong();
        private final LongAdder done = new LongAdder();

        /** When to repaint; the thread that moves it on is the one that does. */
        private final AtomicLong nextPaintNanos = new AtomicLong(startNanos + style.firstNanos());

        @GuardedBy("this")
        private boolean closed;

        private Task(String step, String unit, OptionalLong total) {
            this.step = step;
            this.unit = unit;
            this.total = total;
        }

        /** Counts {@code units} more as done. Cheap enough for once per batch, not for once per cell. */
        public void advance(long units) {
            done.add(units);
            long now = nanoTime.getAsLong();
            long due = nextPaintNanos.get();
            if (now - due >= 0 && nextPaintNanos.compareAndSet(due, now + style.intervalNanos())) {
                paint(now);
            }
        }

        private synchronized void paint(long now) {
            if (!closed) {
                print(style.line(at(now)));
            }
        }

        /** Shows the final count. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                print(style.lastLine(at(nanoTime.getAsLong())));
            }
        }

        private ProgressStyle.Moment at(long now) {
            return new ProgressStyle.Moment(step, unit, done.sum(), total, now - startNanos);
        }

        private void print(String text) {
            writer.print(text);
            writer.flush();
        }
    }
}
