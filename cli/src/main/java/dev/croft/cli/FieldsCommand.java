package dev.croft.cli;

import picocli.CommandLine.Command;

/** {@code croft fields}: the yearly pipeline. */
@Command(
        subcommands = {
            FieldsPlanCommand.class,
            FieldsRunCommand.class,
            FieldsFetchCommand.class,
            FieldsManifestCommand.class,
            FieldsLegendCommand.class
        })
final class FieldsCommand {}
