package dev.croft.fields;

import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The steps of one year: which of them are to be done, and doing them. Confined to a thread. */
final class YearJob {
    private final YearFiles files;
    private final FetchStep fetch;
    private final ZonalStep zonal;
    private final List<YearStep> steps;

    YearJob(YearFiles files, Publisher publisher) {
        this.files = files;
        fetch = new FetchStep(files);
        zonal = new ZonalStep(files);
        steps = List.of(
                fetch,
                zonal,
                new TileStep(files),
                new ValidateStep(files),
                new PublishStep(files, publisher),
                new ManifestStep(files, publisher),
                new CleanStep(files));
    }

    /** Whether the table is to be made. */
    boolean needsZonal(RunContext context) throws IOException {
        return fetch.otherDigest().isPresent() || decide(zonal, context).runs();
    }

    /** What would be done. */
    YearPlan plan(RunContext context) throws IOException {
        List<StepPlan> plans = new ArrayList<>();
        Optional<StepPlan> cause = Optional.empty();
        for (YearStep step : steps) {
            StepPlan plan = cause.isPresent() && followsFrom(cause.get(), step)
                    ? StepPlan.run(step.step(), "after " + cause.get().step().title())
                    : decide(step, context);
            if (plan.runs()
                    && cause.filter(first -> first.step() != Step.VALIDATE).isEmpty()) {
                cause = Optional.of(plan);
            }
            plans.add(plan);
        }
        return new YearPlan(files.year(), plans, Optional.empty());
    }

    /** Whether a step is done anew when one before it is. */
    private boolean followsFrom(StepPlan cause, YearStep step) throws IOException {
        if (cause.step() == Step.VALIDATE) {
            return false; // it makes nothing
        }
        return step.step() == Step.CLEAN
                ? cause.step() == Step.FETCH && files.config().removesDownloads()
                : step.needless().isEmpty();
    }

    /** Whether a step is to be done as things are now. */
    private StepPlan decide(YearStep step, RunContext context) throws IOException {
        if (step.step() == Step.FETCH) {
            Optional<StepPlan> plan = decideFetch(context);
            if (plan.isPresent()) {
                return plan.get();
            }
        }
        Optional<String> needless = step.needless();
        if (needless.isPresent()) {
            return StepPlan.skip(step.step(), needless.get());
        }
        Optional<StepRecord> done = files.record().step(step.step());
        if (done.isEmpty()) {
            return StepPlan.run(
                    step.step(), files.record().isDamaged() ? "its record cannot be read" : "it has not been done");
        }
        Optional<Recipe> wanted = step.recipe();
        if (wanted.isEmpty()) {
            return StepPlan.run(step.step(), "what it needs has to be made first");
        }
        Optional<String> difference = wanted.get().differenceFrom(done.get().recipe());
        if (difference.isEmpty()) {
            difference = done.get().changedOutput();
        }
        if (difference.isEmpty()) {
            difference = step.fault(done.get(), context);
        }
        return difference.isPresent()
                ? StepPlan.run(step.step(), difference.get())
                : StepPlan.skip(step.step(), "done " + done.get().finished() + ", nothing has changed since");
    }

    /** What the table says about the raster; empty when it says nothing. */
    private Optional<StepPlan> decideFetch(RunContext context) throws IOException {
        Optional<String> otherDigest = fetch.otherDigest();
        if (otherDigest.isPresent()) {
            return otherDigest.map(reason -> StepPlan.run(Step.FETCH, reason));
        }
        boolean isRemoved = fetch.isRasterRemoved();
        if (!files.location().isDownload() && !isRemoved) {
            return Optional.empty();
        }
        StepPlan table = decide(zonal, context);
        if (!table.runs()) {
            return Optional.of(StepPlan.skip(Step.FETCH, "the table that is made of the raster is there"));
        }
        return files.location().isDownload() && isRemoved
                ? Optional.of(StepPlan.run(Step.FETCH, "for zonal: " + table.reason()))
                : Optional.empty();
    }

    /**
     * Does what is to be done, step by step, while no other process does.
     *
     * @param until the last step to do
     * @return the steps that were done, with their seconds
     */
    Map<Step, Double> run(RunContext context, YearLog log, Step until) throws IOException {
        Path lock = files.config().layout().lock(files.year());
        YearLock held = YearLock.acquire(lock, context, log::line);
        try {
            files.record().reload();
            return runAlone(context, log, until);
        } finally {
            held.close();
        }
    }

    private Map<Step, Double> runAlone(RunContext context, YearLog log, Step until) throws IOException {
        Map<Step, Double> done = new EnumMap<>(Step.class);
        files.settle();
        for (YearStep step : steps) {
            context.safePoint();
            if (step.step().compareTo(until) > 0) {
                break;
            }
            StepPlan plan = decide(step, context);
            log.detail(plan.toString());
            if (plan.runs()) {
                done.put(step.step(), run(step, plan, context, log));
            } else {
                log.event("step-skipped", step.step(), Map.of("reason", plan.reason()));
            }
        }
        return done;
    }

    private double run(YearStep step, StepPlan plan, RunContext context, YearLog log) throws IOException {
        log.event("step-started", step.step(), Map.of("reason", plan.reason()));
        long start = System.nanoTime();
        try {
            // As it is before: an input that changes meanwhile is noticed by the next run.
            Recipe recipe = step.recipe().orElseThrow();
            Map<String, String> notes = step.run(context, log);
            double seconds = (System.nanoTime() - start) / 1e9;
            String finished = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            files.record().put(step.step(), StepRecord.of(recipe, step.outputs(), notes, finished, seconds));
            log.line(String.format(Locale.ROOT, "%-9s%.1f s", step.step().title(), seconds));
            log.event("step-ended", step.step(), Map.of("seconds", seconds));
            return seconds;
        } catch (IOException | RuntimeException e) {
            log.event("step-failed", step.step(), Map.of("problem", String.valueOf(e.getMessage())));
            throw e;
        }
    }
}
