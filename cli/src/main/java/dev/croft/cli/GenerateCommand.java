package dev.croft.cli;

import picocli.CommandLine.Command;

/** {@code croft generate}: data to try Croft on. */
@Command(subcommands = GenerateFieldsCommand.class)
final class GenerateCommand {}
