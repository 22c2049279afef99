package dev.croft.cli;

import dev.croft.core.file.FileKind;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.fields.FieldsConfig;
import dev.croft.fields.FieldsLayout;
import dev.croft.view.LegendFile;
import dev.croft.view.MapServer;
import dev.croft.view.MapSite;
import dev.croft.view.PageChoices;
import dev.croft.view.PageSettings;
import dev.croft.view.YearArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croft view}: fields on a map in the browser, until it is stopped. */
@Command(
        footer = {
            "",
            "Serves to the browsers of this machine only, until Ctrl-C. Over SSH, forward the port: ssh -L 8420:127.0.0.1:8420 HOST.",
            "Nothing is fetched from anywhere else, unless --basemap says so."
        })
final class ViewCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "PMTiles archive with vector tiles; list of years that croft fields published; or fields.yml, for the years that are done.")
    private Path file;

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Port, 0 for any that is free; by default " + MapServer.USUAL_PORT + ", or any when it is in use.")
    private Integer port;

    @Option(
            names = "--classes",
            paramLabel = "C.csv|cdl",
            description =
                    "Names and colours of classes: a CSV file with the columns value, name and, if wanted, color as #rrggbb; or cdl for those"
                            + " of the Cropland Data Layer. By default the legend beside a list of years, or else cdl where all values are"
                            + " its codes and one is above 100, or else the values themselves.")
    private String classes;

    @Option(
            names = "--class-attribute",
            paramLabel = "NAME",
            defaultValue = PageSettings.DEFAULT_CLASS_ATTRIBUTE,
            description =
                    "Attribute that fields are coloured by; by default ${DEFAULT-VALUE}. NAME_2023, NAME_2024, ... of one archive are its"
                            + " years.")
    private String classAttribute;

    @Option(
            names = "--basemap",
            paramLabel = "URL",
            description = "Raster tiles to draw below, with {z}, {x} and {y} in their address; by default none.")
    private String basemap;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description =
                    "Folder for the index that a search for a field makes, 14 bytes for each; by default a RAM disk or node-local folder"
                            + " with room.")
    private Path temporaryFolder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        MapSite site = site(choices());
        OptionalInt asked = port == null ? OptionalInt.empty() : OptionalInt.of(port);
        try (RunContext context = context();
                MapServer server = MapServer.start(site, asked, context)) {
            out.printf("The map of %s is at%n%n  %s%n%nCtrl-C ends it.%n", file, server.address());
            out.flush();
            server.await();
        }
        return ExitCode.DONE.code();
    }

    /** Ends as soon as it is told to: nothing that it does has to be finished. */
    private RunContext context() throws IOException {
        RunContext.Builder builder = RunContext.named("view").grace(Duration.ZERO);
        Optional.ofNullable(temporaryFolder).ifPresent(builder::temporaryFolder);
        return builder.build();
    }

    private PageChoices choices() throws IOException {
        return new PageChoices(
                classAttribute,
                classes == null ? Optional.empty() : Optional.of(LegendFile.named(classes, Path.of(""))),
                Optional.ofNullable(basemap));
    }

    private MapSite site(PageChoices choices) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yml") || name.endsWith(".yaml")) {
            return ofPipeline(FieldsConfig.load(file), choices);
        }
        if (FileKind.find(file).equals(Optional.of(FileKind.PMTILES))) {
            return MapSite.ofArchive(file, choices);
        }
        if (name.endsWith(".json")) {
            return MapSite.ofManifest(file, choices);
        }
        throw new ConfigurationException(
                "Cannot show " + file
                        + ": it is neither a PMTiles archive, nor a list of years (.json), nor fields.yml. croft tile makes archives.");
    }

    private MapSite ofPipeline(FieldsConfig config, PageChoices choices) throws IOException {
        FieldsLayout layout = config.layout();
        List<YearArchive> years = config.archives();
        if (years.isEmpty()) {
            throw new ConfigurationException("Cannot show " + file + ": no year has tiles in "
                    + layout.tiles(config.years().get(0)).getParent() + ". Run croft fields run first.");
        }
        return MapSite.ofYears(
                layout.name(), years, Optional.of(layout.legend()), choices.withLegendOr(config.classes()));
    }
}
