package dev.croft.fields;

import dev.croft.core.run.CancelledException;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A year to be done, and what becomes of it. Confined to a thread. */
final class YearTask {
    private final YearFiles files;
    private final YearJob job;
    private final YearLog log;
    private final Map<Step, Double> seconds = new EnumMap<>(Step.class);

    YearTask(YearFiles files, Publisher publisher, YearLog log) {
        this.files = files;
        this.job = new YearJob(files, publisher);
        this.log = log;
    }

    YearFiles files() {
        return files;
    }

    /**
     * Does what is to be done; a failure is an outcome, and stops nobody else. So is an error, such as a native library that the full
     * disk does not take: what the other years need may be loaded already.
     */
    YearOutcome run(RunContext context, Step until) {
        try {
            seconds.putAll(job.run(context, log, until));
            log.line(seconds.isEmpty() ? "is up to date" : "is done");
            return new YearOutcome(files.year(), seconds, Optional.empty());
        } catch (CancelledException e) {
            log.detail("stopped: " + e.getMessage());
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError | AssertionError e) {
            log.failure(e);
            return new YearOutcome(files.year(), seconds, Optional.of(e));
        }
    }

    /** Whether the table is to be made and its raster is there, downloaded if need be. */
    boolean awaitsZonal(RunContext context) {
        try {
            if (!job.needsZonal(context)) {
                return false;
            }
            seconds.putAll(job.run(context, log, Step.FETCH));
            return true;
        } catch (CancelledException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            log.detail("is not taken together with other years: " + e.getMessage());
            return false;
        }
    }
}
