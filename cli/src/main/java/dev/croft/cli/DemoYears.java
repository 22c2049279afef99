package dev.croft.cli;

import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.fields.FieldsConfig;
import dev.croft.fields.FieldsJob;
import dev.croft.fields.Step;
import dev.croft.fields.YearOutcome;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The yearly pipeline of the demo: the county's raster, and another one of the next year, when other crops grow on its fields. */
record DemoYears(Path folder) {
    private static final int VERSION = 1;
    private static final int FIRST_YEAR = 2023;

    static DemoYears in(Path demo) {
        return new DemoYears(demo.resolve("years"));
    }

    Path configuration() {
        return folder.resolve("fields.yml");
    }

    Path secondRaster() {
        return folder.resolve("cdl_" + (FIRST_YEAR + 1) + ".tif");
    }

    /** Makes the second year and the configuration, and runs both years. */
    void run(FieldsDataset county, FieldsOptions options, Overwrite replaced, RunContext context, PrintWriter out)
            throws IOException {
        Files.createDirectories(folder);
        FieldsDataset.generateYear(secondRaster(), options, 1, replaced, context);
        configure(county, replaced, context);
        FieldsConfig config = FieldsConfig.load(configuration());
        try (FieldsJob job = FieldsJob.of(config, List.of())) {
            for (YearOutcome outcome : job.run(context, Step.CLEAN, 1, line -> {})) {
                outcome.throwFailure();
            }
        }
        out.printf(
                "Two years went from raster to published map, listed in %s.%n",
                folder.resolve("maps/web/demo_full_years.json"));
        out.printf("%nYou ran%n  ./croft fields run --config %s%n", configuration());
        out.printf("%nRun it again: nothing is done twice. Next, say why, and see what grew where in both years:%n");
        out.printf("  ./croft fields plan --config %s%n", configuration());
        out.printf("  ./croft fields legend --config %s%n", configuration());
    }

    private void configure(FieldsDataset county, Overwrite replaced, RunContext context) throws IOException {
        String text = String.join(
                "\n",
                "name: demo",
                "polygons: " + inYaml(county.zones()),
                "years: [" + FIRST_YEAR + "-" + (FIRST_YEAR + 1) + "]",
                "raster:",
                "  years:",
                "    " + FIRST_YEAR + ": " + inYaml(county.raster()),
                "    " + (FIRST_YEAR + 1) + ": " + inYaml(secondRaster()),
                "zonal:",
                "  tile_columns: [majority]",
                "tiles:",
                "  layer: fields:8-11",
                "publish:",
                "  to: maps",
                "");
        Recipe recipe = Recipe.of("demo-years", VERSION)
                .with(InputIdentity.of("zones", county.zones()))
                .with("text", text);
        try (AtomicOutput output = context.output(configuration(), replaced, List.of())) {
            Files.writeString(output.path(), text);
            output.commit(recipe);
        }
    }

    /** As seen from the configuration, in quotes. */
    private String inYaml(Path file) {
        Path seen = folder.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize());
        return "'" + seen.toString().replace("'", "''") + "'";
    }
}
