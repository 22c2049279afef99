package dev.croft.cli;

import java.util.function.Supplier;

/**
 * A command of croft before it is built: its name, the line that the root help shows, and how to make the object that
 * picocli reads options from and calls. Building one costs milliseconds of reflection, so only the chosen one is built.
 */
record Subcommand(String name, String summary, Supplier<?> command) {}
