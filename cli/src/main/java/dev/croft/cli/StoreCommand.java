package dev.croft.cli;

import picocli.CommandLine.Command;

/** {@code croft store}: buckets and folders. */
@Command(subcommands = {StorePutCommand.class, StoreListCommand.class, StoreManifestCommand.class})
final class StoreCommand {}
