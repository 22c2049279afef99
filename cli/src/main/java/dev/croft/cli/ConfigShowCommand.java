package dev.croft.cli;

import dev.croft.core.config.Configuration;
import dev.croft.core.config.Dataset;
import dev.croft.core.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft config show}: every setting with its value. */
@Command(name = "show", description = "Prints every setting with its value.")
final class ConfigShowCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions configuration;

    @Mixin
    private LimitOptions limits;

    @Option(names = "--origin", description = "Say where each value came from.")
    private boolean withOrigin;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration settings = limits.over(configuration.load());
        PrintWriter print = spec.commandLine().getOut();
        for (Setting setting : Setting.values()) {
            print.println(setting.path() + ": " + text(settings.value(setting)));
        }
        for (Dataset dataset : settings.datasets()) {
            print.println("dataset " + dataset.name() + ": " + dataset.path()
                    + dataset.dataType().map(type -> ", " + type.text()).orElse("")
                    + dataset.bandName().map(name -> ", band " + name).orElse("")
                    + (dataset.enabled() ? "" : ", not enabled"));
        }
        settings.remarks().forEach(spec.commandLine().getErr()::println);
        return ExitCode.DONE.code();
    }

    private String text(Optional<Configuration.Value> value) {
        String text = value.map(Configuration.Value::text).orElse("not set");
        return withOrigin
                ? text + "  (" + value.map(Configuration.Value::origin).orElse("Croft chooses") + ")"
                : text;
    }
}
