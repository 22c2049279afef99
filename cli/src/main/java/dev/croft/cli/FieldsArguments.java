package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.fields.FieldsConfig;
import dev.croft.fields.FieldsJob;
import dev.croft.fields.YearList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Which pipeline, and which of its years. */
final class FieldsArguments {
    private static final String ALL = "all";

    @Option(names = "--config", required = true, paramLabel = "fields.yml", description = "What is made of what.")
    private Path file;

    @Option(
            names = {"--years", "--year"},
            paramLabel = "all|2008,2012-2024",
            defaultValue = ALL,
            description = "Years of the configuration; by default all.")
    private String years;

    FieldsConfig config() throws IOException {
        return FieldsConfig.load(file);
    }

    FieldsJob job(FieldsConfig config) throws IOException {
        return FieldsJob.of(config, years());
    }

    RunContext context(RunOptions options, FieldsJob job) throws IOException {
        List<Path> files = new ArrayList<>(job.inputs());
        files.add(file);
        return options.context("fields", files.toArray(Path[]::new));
    }

    private List<Integer> years() {
        if (years.equals(ALL)) {
            return List.of();
        }
        List<Integer> parsed = YearList.parse(Arrays.asList(years.split(",", -1)));
        if (parsed.isEmpty()) {
            throw new ConfigurationException("Cannot run no year: --years names none.");
        }
        return parsed;
    }
}
