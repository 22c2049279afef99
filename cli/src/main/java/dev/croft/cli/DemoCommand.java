package dev.croft.cli;

import dev.croft.core.problem.Problems;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import dev.croft.tiling.TilingFileJob;
import dev.croft.tiling.TilingRequest;
import dev.croft.tiling.TilingSummary;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.zonal.Zonal;
import dev.croft.zonal.ZonalFileJob;
import dev.croft.zonal.ZonalRequest;
import dev.croft.zonal.ZonalRequest.IfValid;
import dev.croft.zonal.ZonalSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft demo}: a county from nothing to a table, a picture and map tiles of its crops, in two years. */
@Command(
        footer = {"", "Generates fields and a raster like the Cropland Data Layer, so it needs no data and no network."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String JOINED_COLUMN = "majority";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo",
            description =
                    "Folder to write into, by default ${DEFAULT-VALUE}; made if absent, what an earlier demo left there is replaced.")
    private Path folder;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Number of fields; by default ${DEFAULT-VALUE}.")
    private long count;

    @Option(names = "--overwrite", description = "Replace files that Croft did not make.")
    private boolean overwrite;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        FieldsOptions options = FieldsOptions.of(count);
        OutputFolder.make(folder, "--out");
        Path result = folder.resolve("zonal.parquet");
        Path picture = folder.resolve("fields.png");
        Path tiles = folder.resolve("fields.pmtiles");
        DemoYears years = DemoYears.in(folder);
        List<Path> outputs = List.of(
                folder.resolve(FieldsDataset.ZONES_FILE),
                folder.resolve(FieldsDataset.RASTER_FILE),
                result,
                picture,
                tiles,
                years.secondRaster(),
                years.configuration());
        try (RunContext context = runOptions.context("demo", outputs.toArray(Path[]::new))) {
            requireReplaceable(outputs);
            out.printf(Locale.ROOT, "Generating a county of %,d fields...%n", count);
            FieldsDataset county = FieldsDataset.generate(folder, options, replaced(), context);
            ZonalSummary summary = majority(county, result, context);
            out.printf(Locale.ROOT, "Found the majority crop of %,d fields.%n%n", summary.rowCount());
            CropTable crops = CropTable.read(result);
            crops.print(out);
            draw(county, result, crops, picture, context);
            out.printf(
                    "%nYou ran%n  ./croft zonal --zones %s --raster %s --out %s --keep area_ha%n",
                    county.zones(), county.raster(), result);
            out.printf("The picture of raster and fields is %s%n%n", picture);
            TilingSummary tiling = tile(county, result, tiles, context);
            out.printf(Locale.ROOT, "Made %,d map tiles of them.%n%n", tiling.tileCount());
            new PmtilesInspection(tiles, out).describeArchive();
            out.printf(
                    "%nYou ran%n  ./croft tile --zones %s --join %s:%s --out %s%n%n",
                    county.zones(), result, JOINED_COLUMN, tiles);
            years.run(county, options, replaced(), context, out);
            out.println();
            for (Path file : outputs) {
                context.report().output(file);
            }
            runOptions.publish(context.report(), out);
            out.printf("%nSee it on a map:%n  ./croft view %s%n", tiles);
        }
        return ExitCode.DONE.code();
    }

    /** Before the first is made, not when its turn comes. */
    private void requireReplaceable(List<Path> outputs) throws IOException {
        Problems problems = new Problems();
        for (Path output : outputs) {
            // In a folder that is still to be made there is nothing to replace.
            if (Files.isDirectory(output.getParent())) {
                AtomicOutput.check(output, replaced(), List.of(), problems);
            }
        }
        problems.throwIfAny();
    }

    private Overwrite replaced() {
        return overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS;
    }

    private ZonalSummary majority(FieldsDataset county, Path result, RunContext context) throws IOException {
        ZonalRequest request = Zonal.of(county.zones().toString())
                .over(county.raster())
                .keeping("area_ha")
                .replacing(replaced())
                .ifValid(IfValid.REDO)
                .expecting(county.fieldCount())
                .to(result);
        try (ZonalFileJob job = ZonalFileJob.plan(request, context)) {
            return job.run(context).orElseThrow();
        }
    }

    private TilingSummary tile(FieldsDataset county, Path result, Path tiles, RunContext context) throws IOException {
        TilingRequest request = TilingRequest.of(county.zones().toString(), tiles)
                .withJoins(List.of(JoinSpec.parse(result + ":" + JOINED_COLUMN)))
                .withReplacing(replaced());
        try (TilingFileJob job = TilingFileJob.plan(request, context)) {
            return job.run(context).orElseThrow();
        }
    }

    private void draw(FieldsDataset county, Path result, CropTable crops, Path picture, RunContext context)
            throws IOException {
        Recipe recipe = Recipe.of("demo-picture", DemoPicture.ALGORITHM_VERSION)
                .with(InputIdentity.of("raster", county.raster()))
                .with(InputIdentity.of("zones", county.zones()))
                .with(InputIdentity.of("result", result));
        List<Path> inputs = List.of(county.raster(), county.zones(), result);
        try (AtomicOutput output = context.output(picture, replaced(), inputs)) {
            DemoPicture.draw(county, result, crops, output.path());
            output.commit(recipe);
        }
    }
}
