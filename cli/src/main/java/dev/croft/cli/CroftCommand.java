package dev.croft.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The root of the command line: which commands there are, and a parser in which only the one asked for is built. */
final class CroftCommand {
    /** All commands, in the order of the help. A new command is one line here. */
    static final List<Subcommand> COMMANDS = List.of(
            new Subcommand("demo", "Shows the main job on a generated county.", DemoCommand::new),
            new Subcommand("fields", "Runs years of fields: raster, majority, tiles, publishing.", FieldsCommand::new),
            new Subcommand("zonal", "Finds the majority class of every polygon over a raster.", ZonalCommand::new),
            new Subcommand("tile", "Makes map tiles of polygons and their attributes.", TileCommand::new),
            new Subcommand("retag", "Gives map tiles new attributes, without making them again.", RetagCommand::new),
            new Subcommand(
                    "resample", "Brings rasters to one grid, where they are not on it already.", ResampleCommand::new),
            new Subcommand("view", "Shows map tiles in the browser.", ViewCommand::new),
            new Subcommand("store", "Puts files in buckets and folders, and verifies them.", StoreCommand::new),
            new Subcommand("config", "Shows the settings in force.", ConfigCommand::new),
            new Subcommand("inspect", "Says what a file holds.", InspectCommand::new),
            new Subcommand("validate", "Checks that files are whole.", ValidateCommand::new),
            new Subcommand("generate", "Makes fields and a raster to try things on.", GenerateCommand::new),
            new Subcommand("doctor", "Says what croft sees of this machine.", DoctorCommand::new));

    private CroftCommand() {}

    /**
     * A parser for {@code args}. Commands that the arguments do not name are present with name and summary only: enough
     * for the root help and for suggesting what a misspelt word may have meant.
     */
    static CommandLine parserFor(List<Subcommand> commands, String... args) {
        Optional<String> chosen = firstWord(args);
        return parser(commands, subcommand -> chosen.equals(Optional.of(subcommand.name())));
    }

    /** A parser with every command built, for those who look at the whole command line. */
    static CommandLine completeParser(List<Subcommand> commands) {
        return parser(commands, subcommand -> true);
    }

    private static CommandLine parser(List<Subcommand> commands, Predicate<Subcommand> build) {
        CommandSpec root = CommandSpec.create().name("croft");
        root.usageMessage()
                .description("Statistics of rasters inside field polygons.")
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands:%n")
                .footer("", "'croft COMMAND --help' explains one command.");
        for (Subcommand subcommand : commands) {
            root.addSubcommand(subcommand.name(), build.test(subcommand) ? built(subcommand) : named(subcommand));
        }
        CommandLine parser = new CommandLine(root);
        giveStandardOptions(root);
        // Plain text on every terminal; looking for a console costs more than the rest of the help.
        return parser.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                // An argument that begins with @ is a file name like any other.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static Optional<String> firstWord(String... args) {
        for (String arg : args) {
            if (!arg.startsWith("-")) {
                return Optional.of(arg);
            }
        }
        return Optional.empty();
    }

    private static CommandLine named(Subcommand subcommand) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(subcommand.summary());
        return new CommandLine(spec);
    }

    private static CommandLine built(Subcommand subcommand) {
        CommandLine command = new CommandLine(subcommand.command().get());
        command.getCommandSpec().usageMessage().header(subcommand.summary());
        giveStandardOptions(command.getCommandSpec());
        command.getSubcommands().values().forEach(below -> giveStandardOptions(below.getCommandSpec()));
        return command;
    }

    /** Gives {@code --help}, {@code --version} and the exit codes to a command. */
    private static void giveStandardOptions(CommandSpec spec) {
        spec.mixinStandardHelpOptions(true).versionProvider(() -> new String[] {version()});
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode exitCode : ExitCode.values()) {
            meanings.put(Integer.toString(exitCode.code()), exitCode.meaning());
        }
        return meanings;
    }

    private static String version() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return "croft " + version + ", Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }
}
