package dev.croft.fields;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.EventLog;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pipeline of some years: which steps are to be done, and doing them. A year that fails does not stop the others. Holds the
 * connection to where it publishes until closed.
 */
public final class FieldsJob implements Closeable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final FieldsConfig config;
    private final List<Integer> years;
    private final Polygons polygons;
    private final Publisher publisher;

    private FieldsJob(FieldsConfig config, List<Integer> years, Polygons polygons) {
        this.config = config;
        this.polygons = polygons;
        this.years = years;
        this.publisher = new Publisher(config);
    }

    /**
     * Begins with a configuration.
     *
     * @param years some of those that it has; empty for all
     * @throws ConfigurationException when it has not all of them, its polygons or attributes are not there, it has no
     *     polygon, or it names columns that will not be there
     */
    public static FieldsJob of(FieldsConfig config, Collection<Integer> years) throws IOException {
        Problems problems = new Problems();
        for (int year : years) {
            problems.require(
                    config.years().contains(year),
                    () -> "Cannot run " + year + ": the configuration has the years " + config.years()
                            + ". Add it there.");
        }
        problems.collect(() -> ZoneSources.requirePresent(config.polygons()));
        config.attributes()
                .forEach(join -> problems.require(
                        Files.exists(join.file()),
                        () -> "Cannot open " + join.file()
                                + ": there is no such file. Correct attributes in the configuration."));
        problems.throwIfAny();
        Polygons polygons = new Polygons(config);
        polygons.requireSome();
        new ColumnNames(config, polygons.columns()).check(problems);
        problems.throwIfAny();
        return new FieldsJob(config, years.isEmpty() ? config.years() : List.copyOf(years), polygons);
    }

    /** What would be done; asks where files are published whether they are there. */
    public List<YearPlan> plan(RunContext context) throws IOException {
        List<YearPlan> plans = new ArrayList<>();
        for (int year : years) {
            plans.add(plan(year, context));
        }
        return plans;
    }

    private YearPlan plan(int year, RunContext context) throws IOException {
        try {
            return new YearJob(YearFiles.of(config, polygons, year), publisher).plan(context);
        } catch (ConfigurationException | InputDataException e) {
            return new YearPlan(year, List.of(), Optional.of(e.getMessage()));
        }
    }

    /**
     * Does all that is to be done.
     *
     * @param until the last step to do
     * @param parallel years at a time
     * @param screen is told what was done
     * @return what became of each year, in order
     */
    public List<YearOutcome> run(RunContext context, Step until, int parallel, Consumer<String> screen)
            throws IOException {
        for (String folder : FieldsLayout.FOLDERS) {
            Files.createDirectories(config.layout().root().resolve(folder));
        }
        String name = "events_" + TIME.format(Instant.now()) + "_"
                + ProcessHandle.current().pid() + ".jsonl";
        try (EventLog events = EventLog.appendTo(config.layout().logs().resolve(name))) {
            Consumer<String> said = line -> {
                synchronized (screen) {
                    screen.accept(line);
                }
            };
            return parallel == 1
                    ? oneByOne(context, until, events, said)
                    : sideBySide(context, until, parallel, events, said);
        }
    }

    private List<YearOutcome> oneByOne(RunContext context, Step until, EventLog events, Consumer<String> screen)
            throws IOException {
        List<YearTask> tasks = new ArrayList<>();
        for (int year : years) {
            tasks.add(task(year, events, screen));
        }
        if (until.compareTo(Step.ZONAL) >= 0 && config.together() > 1 && tasks.size() > 1) {
            new TogetherPass(config, events, screen).run(tasks, context);
        }
        return tasks.stream().map(task -> task.run(context, until)).toList();
    }

    private List<YearOutcome> sideBySide(
            RunContext context, Step until, int parallel, EventLog events, Consumer<String> screen) throws IOException {
        List<YearOutcome> outcomes = new ArrayList<>();
        int jobs = Math.min(parallel, years.size());
        BoundedPipeline.named("year")
                .read(years.stream().map(FieldsJob::partition).toList(), OneYear::new)
                .map(
                        jobs,
                        () -> {
                            RunContext share = context.sharedBy(jobs);
                            return (due, done) -> done.outcome =
                                    Optional.of(task(due.year, events, screen).run(share, until));
                        },
                        OneYear::new)
                .write(done -> outcomes.add(done.outcome.orElseThrow()))
                .holdingAtMost(years.size() + jobs)
                .run(context);
        return outcomes;
    }

    /** A year on its way through the pipeline. */
    private static final class OneYear {
        private int year;
        private Optional<YearOutcome> outcome = Optional.empty();
    }

    private static BoundedPipeline.Partition<OneYear> partition(int year) {
        return () -> new BoundedPipeline.Reader<>() {
            private boolean isRead;

            @Override
            public boolean next(OneYear batch) {
                if (isRead) {
                    return false;
                }
                isRead = true;
                batch.year = year;
                return true;
            }
        };
    }

    private YearTask task(int year, EventLog events, Consumer<String> screen) throws IOException {
        YearLog log = new YearLog(year, config.layout().log(year), events, screen);
        return new YearTask(YearFiles.of(config, polygons, year), publisher, log);
    }

    /** Writes the list of published years anew out of what is published. */
    public void rebuildManifest() throws IOException {
        publisher.rebuildList();
    }

    /** Where files are published, as users write it. */
    public String location() {
        return publisher.location();
    }

    /** Files that are read, none of which a report may replace. */
    public List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(List.of(Path.of(config.polygons())));
        config.attributes().forEach(join -> inputs.add(join.file()));
        return inputs;
    }

    @Override
    public void close() throws IOException {
        publisher.close();
    }
}
