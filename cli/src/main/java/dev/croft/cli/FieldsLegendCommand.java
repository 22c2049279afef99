package dev.croft.cli;

import dev.croft.core.run.RunContext;
import dev.croft.fields.CropHistory;
import dev.croft.fields.FieldsConfig;
import dev.croft.fields.FieldsJob;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft fields legend}: what grew where in every year. */
@Command(
        name = "legend",
        description =
                "Makes one table with the crop of every field in every year, and a legend, of the years that are there.",
        footer = {
            "",
            "Writes outputs/zonal/history_NAME.parquet with the columns id, crop_2020, crop_2021 and so on, and",
            "outputs/web/legend_NAME.json with name, colour, fields and cells of each class by year. Reads tables only."
        })
final class FieldsLegendCommand implements Callable<Integer> {
    @Mixin
    private FieldsArguments arguments;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FieldsConfig config = arguments.config();
        try (FieldsJob job = arguments.job(config);
                RunContext context = arguments.context(runOptions, job)) {
            List<Integer> years = CropHistory.write(config, context);
            context.report().fact("years", years);
            context.report().output(config.layout().history());
            context.report().output(config.layout().legend());
            runOptions.publish(context.report(), spec.commandLine().getOut());
        }
        return ExitCode.DONE.code();
    }
}
