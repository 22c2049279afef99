package dev.croft.cli;

import picocli.CommandLine.Command;

/** {@code croft config}: the settings in force. */
@Command(subcommands = ConfigShowCommand.class)
final class ConfigCommand {}
