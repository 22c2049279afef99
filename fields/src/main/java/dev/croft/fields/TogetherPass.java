package dev.croft.fields;

import dev.croft.core.run.CancelledException;
import dev.croft.core.run.EventLog;
import dev.croft.core.run.RunContext;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the polygons once for the rasters of several years, which takes far less than once for each. What this does not manage is
 * left to the years one by one, which then say what is wrong. Confined to a thread.
 */
final class TogetherPass {
    private final FieldsConfig config;
    private final EventLog events;
    private final Consumer<String> screen;

    TogetherPass(FieldsConfig config, EventLog events, Consumer<String> screen) {
        this.config = config;
        this.events = events;
        this.screen = screen;
    }

    /** Makes the tables that are to be made, as many at a time as the configuration allows. */
    void run(List<YearTask> tasks, RunContext context) {
        List<YearFiles> group = new ArrayList<>();
        for (YearTask task : tasks) {
            if (task.awaitsZonal(context)) {
                group.add(task.files());
            }
            if (group.size() == config.together()) {
                tables(group, context);
                group.clear();
            }
        }
        if (group.size() > 1) {
            tables(group, context);
        }
    }

    private void tables(List<YearFiles> group, RunContext context) {
        List<Integer> years = group.stream().map(YearFiles::year).toList();
        long start = System.nanoTime();
        try (Locks locks = new Locks()) {
            for (YearFiles year : group) {
                locks.acquire(year, context);
            }
            ZonalStep.runTogether(config, group, context);
            double seconds = (System.nanoTime() - start) / 1e9;
            screen.accept(String.format(Locale.ROOT, "zonal of %s in one pass: %.1f s", years, seconds));
            events.add("zonal-together", Map.of("years", years, "seconds", seconds));
        } catch (CancelledException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            screen.accept("zonal of " + years + " is not possible in one pass, taking them one by one");
            events.add("zonal-together-failed", Map.of("years", years, "problem", String.valueOf(e.getMessage())));
        }
    }

    /** Those of a group, taken in the order of years: so no two processes wait for each other. */
    private final class Locks implements Closeable {
        private final List<YearLock> held = new ArrayList<>();

        void acquire(YearFiles year, RunContext context) throws IOException {
            held.add(YearLock.acquire(
                    config.layout().lock(year.year()), context, line -> screen.accept(year.year() + " " + line)));
        }

        @Override
        public void close() throws IOException {
            for (YearLock lock : held) {
                lock.close();
            }
        }
    }
}
