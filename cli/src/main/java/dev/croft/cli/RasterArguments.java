package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.zonal.RasterInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rasters that {@code --raster} and {@code --raster-dir} name. */
final class RasterArguments {
    private static final String PLACE = "{label}";
    private static final Pattern LABELLED = Pattern.compile("([^=]*)=(.+)");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]+");

    private RasterArguments() {}

    /** @param bands numbers from 1; none for all */
    static List<RasterInput> of(List<String> named, Optional<String> pattern, List<Integer> bands) throws IOException {
        List<RasterInput> rasters = new ArrayList<>();
        named.forEach(argument -> rasters.add(labelled(argument, bands)));
        if (pattern.isPresent()) {
            rasters.addAll(found(pattern.get(), bands));
        }
        if (rasters.isEmpty()) {
            throw new ConfigurationException(
                    "Cannot compute statistics without a raster. Give one with --raster, or a folder with --raster-dir.");
        }
        return rasters;
    }

    /** An argument that is the name of a file has no label, whatever is in it. */
    private static RasterInput labelled(String argument, List<Integer> bands) {
        Matcher matcher = LABELLED.matcher(argument);
        if (Files.exists(Path.of(argument)) || !matcher.matches()) {
            return new RasterInput("", Path.of(argument), bands);
        }
        return new RasterInput(checked(matcher.group(1), argument), Path.of(matcher.group(2)), bands);
    }

    private static String checked(String label, String where) {
        if (!LABEL.matcher(label).matches()) {
            throw new ConfigurationException("Cannot take \"" + label + "\" of " + where
                    + " as a label: labels are letters, digits, and the characters _ . -");
        }
        return label;
    }

    private static List<RasterInput> found(String pattern, List<Integer> bands) throws IOException {
        Path path = Path.of(pattern);
        Path folder = path.toAbsolutePath().getParent();
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        int place = name.indexOf(PLACE);
        if (place < 0 || folder == null || !Files.isDirectory(folder)) {
            throw new ConfigurationException("Cannot find rasters by " + pattern + ": "
                    + (place < 0 ? "its last part has no " + PLACE : "there is no folder " + folder)
                    + ". Write --raster-dir 'FOLDER/name_" + PLACE + ".tif'.");
        }
        String before = name.substring(0, place);
        String after = name.substring(place + PLACE.length());
        List<RasterInput> rasters = new ArrayList<>();
        for (Path file : files(folder)) {
            String found = file.getFileName().toString();
            if (isLabelled(found, before, after)) {
                String label = found.substring(before.length(), found.length() - after.length());
                rasters.add(new RasterInput(checked(label, file.toString()), file, bands));
            }
        }
        if (rasters.isEmpty()) {
            throw new ConfigurationException(
                    "Cannot find rasters by " + pattern + ": no file in " + folder + " has such a name.");
        }
        return rasters;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static boolean isLabelled(String name, String before, String after) {
        return name.startsWith(before) && name.endsWith(after) && name.length() > before.length() + after.length();
    }
}
