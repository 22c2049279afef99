package dev.croft.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/**
 * One small job of each kind, in one JVM that records which classes are loaded and what is called often. Only the launcher runs
 * it, once for each build, so that later runs start faster.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Runs the jobs in a folder that it makes.
     *
     * @param args the folder
     * @throws IllegalStateException when a job fails
     */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        String raster = folder.resolve("cdl.tif").toString();
        String tiles = folder.resolve("fields.pmtiles").toString();
        String coarser = folder.resolve("coarser").toString();
        String turned = folder.resolve("turned").toString();
        perform("demo", "--count", "100", "--progress", "off", "--out", folder.toString());
        perform("inspect", tiles);
        perform("validate", tiles, raster);
        for (String method : List.of("near", "mode", "average", "bilinear")) {
            resample("EPSG:5070@90", method, raster, coarser);
            resample("EPSG:4326@0.0003", method, raster, turned);
        }
    }

    private static void resample(String grid, String method, String raster, String folder) {
        perform(
                "resample",
                "run",
                "--to",
                grid,
                "--in",
                raster,
                "--method",
                method,
                "--out-dir",
                folder,
                "--progress",
                "off");
    }

    private static void perform(String... job) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code = Main.run(CroftCommand.COMMANDS, nowhere, nowhere, job);
        if (code != ExitCode.DONE.code()) {
            throw new IllegalStateException("croft " + String.join(" ", job) + " ended with code " + code);
        }
    }
}
