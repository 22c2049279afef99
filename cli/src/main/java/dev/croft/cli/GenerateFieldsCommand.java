package dev.croft.cli;

import dev.croft.core.crs.Crs;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import dev.croft.testdata.RowOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft generate fields}: fields and the cropland under them. */
@Command(
        name = "fields",
        description = "Makes field polygons and a raster of their crops.",
        footer = {
            "",
            "Makes " + FieldsDataset.ZONES_FILE + " with polygons of 35 to 45 vertices, and "
                    + FieldsDataset.RASTER_FILE + ", a raster of 30 m cells like the Cropland Data Layer under them.",
            "Equal options give equal files."
        })
final class GenerateFieldsCommand implements Callable<Integer> {
    @Option(names = "--count", required = true, paramLabel = "N", description = "Number of fields.")
    private long count;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write into; made if absent.")
    private Path folder;

    @Option(
            names = "--order",
            paramLabel = "spatial|random",
            defaultValue = "spatial",
            description = "Order of the rows.")
    private RowOrder order;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Another seed gives another land.")
    private long seed;

    @Option(
            names = "--zones-crs",
            paramLabel = "CRS",
            defaultValue = FieldsOptions.DEFAULT_ZONES_CRS,
            description = "CRS of the polygons; the raster is in EPSG:5070.")
    private String zonesCrs;

    @Option(names = "--overwrite", description = "Replace files that Croft did not make.")
    private boolean overwrite;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FieldsOptions options = new FieldsOptions(count, order, seed, Crs.parse(zonesCrs));
        // Before the context, which looks for the folder of a report: it may be this one.
        OutputFolder.make(folder, "--out");
        Path zones = folder.resolve(FieldsDataset.ZONES_FILE);
        Path raster = folder.resolve(FieldsDataset.RASTER_FILE);
        try (RunContext context = runOptions.context("generate", zones, raster)) {
            Overwrite replaced = overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS;
            FieldsDataset made = FieldsDataset.generate(folder, options, replaced, context);
            context.report().count("fields", made.fieldCount());
            context.report().output(made.zones());
            context.report().output(made.raster());
            runOptions.publish(context.report(), spec.commandLine().getOut());
        }
        return ExitCode.DONE.code();
    }
}
