package dev.croft.fields;

import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs all years of a configuration, one after the other, as a process that can be killed. */
final class PipelineProcess {
    private PipelineProcess() {}

    /** Runs; {@code args} are the configuration and a folder for scratch. */
    public static void main(String[] args) throws IOException {
        FieldsConfig config = FieldsConfig.load(Path.of(args[0]));
        try (RunContext context = RunContext.named("fields")
                        .threads(1)
                        .temporaryFolder(Path.of(args[1]))
                        .build();
                FieldsJob job = FieldsJob.of(config, List.of())) {
            context.scratch().adoptAsJavaTmp();
            for (YearOutcome outcome : job.run(context, Step.CLEAN, 1, System.out::println)) {
                outcome.throwFailure();
            }
        }
    }
}
