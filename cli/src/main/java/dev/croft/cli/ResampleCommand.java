package dev.croft.cli;

import picocli.CommandLine.Command;

/** {@code croft resample}: rasters on one grid. */
@Command(subcommands = {ResamplePlanCommand.class, ResampleRunCommand.class})
final class ResampleCommand {}
