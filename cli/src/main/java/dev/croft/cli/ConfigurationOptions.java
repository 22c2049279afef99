package dev.croft.cli;

import dev.croft.core.config.Configuration;
import dev.croft.core.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The configuration file, and the options that go before what it says. */
final class ConfigurationOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "config.yml with datasets and settings.")
    private Path file;

    @Option(
            names = "--resolution-tolerance",
            paramLabel = "X",
            description = "Accepted difference of the cell size, in units of the CRS; by default 0.000001.")
    private String resolutionTolerance;

    @Option(
            names = "--allow-skip",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether a raster that is on the grid goes without resampling; by default true.")
    private String allowSkip;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** What the file says, below it what is built in, above it the environment and the options. */
    Configuration load() throws IOException {
        Configuration settings = Configuration.load(file(), System.getenv());
        if (resolutionTolerance != null) {
            settings = settings.with(Setting.RESOLUTION_TOLERANCE, resolutionTolerance, "--resolution-tolerance");
        }
        if (allowSkip != null) {
            settings = settings.with(Setting.ALLOW_SKIP_RESAMPLING, allowSkip, "--allow-skip");
        }
        return settings;
    }
}
