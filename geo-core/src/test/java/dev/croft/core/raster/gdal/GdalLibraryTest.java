package dev.croft.core.raster.gdal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said where the native library is missing or does not load; in Java processes that are told another folder. */
class GdalLibraryTest {
    @TempDir
    private Path folder;

    /** Opens the raster of the second argument with the backend of the first, and prints what is wrong with the request. */
    static final class OpenRaster {
        private OpenRaster() {}

        public static void main(String[] arguments) throws IOException {
            try {
                RasterSources.open(
                                Path.of(arguments[1]),
                                (file, bytes) -> Path.of(arguments[1]),
                                RasterBackend.valueOf(arguments[0]))
                        .close();
                System.out.println("opened");
            } catch (ConfigurationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "GDAL"})
    void missingLibraryIsSaidWithTheWayToGetIt(RasterBackend backend) throws Exception {
        String said = open(backend, Files.createDirectory(folder.resolve("empty")));
        assertTrue(said.startsWith("Cannot open " + folder.resolve("crops.asc")), said);
        assertTrue(said.contains("there is no " + System.mapLibraryName("gdalalljni") + " in " + folder), said);
        assertTrue(said.contains("deploy/install-gdal-java.sh"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void libraryThatDoesNotLoadIsSaid() throws Exception {
        Files.writeString(folder.resolve(System.mapLibraryName("gdalalljni")), "no library");
        String said = open(RasterBackend.GDAL, folder);
        assertTrue(said.contains(System.mapLibraryName("gdalalljni") + " does not load: "), said);
        assertTrue(said.contains("deploy/install-gdal-java.sh"), said);
        assertFalse(said.contains("Native library load failed"), said);
    }

    @Test
    void builtInReadersNeedNoLibrary() throws Exception {
        assertTrue(open(RasterBackend.BUILT_IN, folder).contains("neither a GeoTIFF nor a zip"));
    }

    @Test
    void bindingsHaveTheVersionOfThePom() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("croft.root"), "pom.xml"));
        Matcher version = Pattern.compile("<gdal.version>([0-9]+[.][0-9]+)[.]").matcher(pom);
        assertTrue(version.find());
        assertEquals(version.group(1), GdalLibrary.BINDINGS_VERSION);
    }

    /** All that a process without the library in {@code libraries} prints. */
    private String open(RasterBackend backend, Path libraries) throws IOException, InterruptedException {
        Path grid = Files.writeString(
                folder.resolve("crops.asc"), "ncols 1\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n5\n");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + GdalLibrary.PROPERTY + "=" + libraries,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenRaster.class.getName(),
                        backend.name(),
                        grid.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }
}
