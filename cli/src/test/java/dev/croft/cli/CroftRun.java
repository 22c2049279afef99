package dev.croft.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** What one call of the command line did, in this process. */
record CroftRun(int exitCode, String out, String err) {
    /** Runs croft; an argument may be a path or a number. */
    static CroftRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int exitCode = Main.run(CroftCommand.COMMANDS, new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new CroftRun(exitCode, out.toString(), err.toString());
    }
}
