package dev.croft.resample;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.raster.SampleType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Arrays for the cells of one window after the other, so that not each one needs new ones. Confined to a thread. */
final class CellArrays {
    /** Those that are not in use: no more than there are threads. Thread-safe. */
    static final class Pool {
        @GuardedBy("this")
        private final Deque<CellArrays> idle = new ArrayDeque<>();

        synchronized CellArrays take() {
            return idle.isEmpty() ? new CellArrays() : idle.pop();
        }

        synchronized void giveBack(CellArrays arrays) {
            idle.push(arrays);
        }
    }

    private Optional<SampleType> type = Optional.empty();
    private Object samples = new Object();
    private int sampleCount;
    private double[] doubles = new double[0];

    /** An array of {@code type} with room for {@code count} cells or more; holds anything. */
    Object samples(SampleType type, int count) {
        if (count > sampleCount || !this.type.equals(Optional.of(type))) {
            this.type = Optional.of(type);
            samples = type.newArray(count);
            sampleCount = count;
        }
        return samples;
    }

    /** Room for {@code count} numbers or more; holds anything. */
    double[] doubles(int count) {
        if (count > doubles.length) {
            doubles = new double[count];
        }
        return doubles;
    }
}
