package dev.croft.core.raster.gdal;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterSource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * GDAL's native library. It is looked for in the folder that the system property {@value #PROPERTY} or the environment variable
 * {@value #VARIABLE} names; without them in {@code java.library.path}, {@code /usr/local/lib/croft} and {@code /usr/lib/jni}. Nothing
 * is loaded until a raster is opened. Thread-safe.
 */
public final class GdalLibrary {
    /** System property that names the folder of the library. */
    public static final String PROPERTY = "croft.gdal.java";

    /** Environment variable that names the folder of the library; the property wins. */
    public static final String VARIABLE = "CROFT_GDAL_JAVA";

    /** Major and minor version of the bindings in this jar, as the POM has them; the library must have the same. */
    static final String BINDINGS_VERSION = "3.6";

    private static final String FILE_NAME = System.mapLibraryName("gdalalljni");
    private static final String OPENER = GdalLibrary.class.getPackageName() + ".jni.GdalOpener";
    private static final List<Path> USUAL_FOLDERS = List.of(Path.of("/usr/local/lib/croft"), Path.of("/usr/lib/jni"));

    private GdalLibrary() {}

    /** Loaded once; what went wrong is told to everyone who asks. */
    private static final class Loaded {
        private static final Attempt ATTEMPT = Attempt.make();
    }

    private record Attempt(Optional<BiFunction<Path, Path, RasterSource>> opener, String problem, Throwable cause) {
        static Attempt make() {
            Optional<Path> file = find();
            if (file.isEmpty()) {
                return failed("there is no " + FILE_NAME + " in " + String.join(", ", folderNames()), null);
            }
            try {
                return load(file.get());
            } catch (ReflectiveOperationException | LinkageError e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                return failed(file.get() + " does not load: " + cause.getMessage(), cause);
            }
        }

        @SuppressWarnings("unchecked") // the class is named here and nowhere else
        private static Attempt load(Path file) throws ReflectiveOperationException {
            Class<?> opener = new GdalClassLoader(file).loadClass(OPENER);
            Object made = opener.getConstructor(Path.class).newInstance(file);
            String version = made.toString();
            if (!version.startsWith(BINDINGS_VERSION + ".")) {
                return failed(file + " is for GDAL " + version + ", Croft for GDAL " + BINDINGS_VERSION, null);
            }
            return new Attempt(Optional.of((BiFunction<Path, Path, RasterSource>) made), "", null);
        }

        private static Attempt failed(String problem, Throwable cause) {
            return new Attempt(Optional.empty(), problem, cause);
        }
    }

    /**
     * Opens a raster with GDAL.
     *
     * @param shownAs what messages call the file, such as its place in the archive that it was taken from
     * @throws ConfigurationException when the library is not there or does not load; says how to get it. Also when there is no
     *     such file, GDAL knows no such format, or cells have a type that Croft does not compute with
     * @throws dev.croft.core.problem.InputDataException when the file is damaged; has GDAL's message
     */
    public static RasterSource open(Path file, Path shownAs) {
        if (!Files.exists(file)) {
            throw new ConfigurationException("Cannot open " + shownAs + ": no such file.");
        }
        Attempt attempt = Loaded.ATTEMPT;
        if (attempt.opener.isEmpty()) {
            throw new ConfigurationException(
                    "Cannot open " + shownAs + " with GDAL: " + attempt.problem + ". " + remedy(), attempt.cause);
        }
        return attempt.opener.get().apply(file, shownAs);
    }

    /** Why the library cannot be used, as part of a sentence; tries to load it. Empty when it can. */
    public static Optional<String> problem() {
        Attempt attempt = Loaded.ATTEMPT;
        return attempt.opener.isPresent() ? Optional.empty() : Optional.of(attempt.problem);
    }

    /** Where the library lies; only looks. Empty when it is nowhere. */
    public static Optional<Path> find() {
        return folders().stream()
                .map(folder -> folder.resolve(FILE_NAME).toAbsolutePath())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** How to get the library, in a sentence or two. */
    public static String remedy() {
        return "On Debian 12, deploy/install-gdal-java.sh builds it; if it is in another folder, set " + VARIABLE
                + " to that.";
    }

    private static List<Path> folders() {
        String asked = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
        if (!asked.isEmpty()) {
            return List.of(Path.of(asked));
        }
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        folders.addAll(USUAL_FOLDERS);
        return folders;
    }

    private static List<String> folderNames() {
        return folders().stream().map(Path::toString).distinct().toList();
    }
}
