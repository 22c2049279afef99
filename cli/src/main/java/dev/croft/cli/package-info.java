/**
 * The croft command: the one place that wires features together, prints, and ends the process. Commands say what went
 * wrong by throwing; {@link dev.croft.cli.ExitCode} decides what that means to the shell. Begin reading with
 * {@link dev.croft.cli.Main}, then {@link dev.croft.cli.CroftCommand}, which lists the commands.
 */
package dev.croft.cli;
