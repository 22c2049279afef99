package dev.croft.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final String FULL = """
            pipeline:
              memory_limit_gb: 60.0
              enable_memory_monitoring: true
              memory_check_interval: 30.0
            processing:
              batch_size: 10000
              max_workers: 16
              chunk_size: 50000
              memory_limit_mb: 32768  # 32GB
              enable_chunking: true
            resampling:
              target_resolution: 0.008333  # Production resolution
              allow_skip_resampling: false
              resolution_tolerance: 0.000001
            som_analysis:
              max_pixels_in_memory: 1000000
              default_grid_size: [10, 10]
              iterations: 1000
            datasets:
              - name: plants-richness
                path: rasters/plants.tif
                data_type: richness_data
                band_name: plants
              - {name: land, path: land.tif, data_type: categorical, enabled: false}
            """;

    @TempDir
    private Path folder;

    private Configuration load(String text, Map<String, String> environment) throws IOException {
        return Configuration.load(Optional.of(Files.writeString(folder.resolve("config.yml"), text)), environment);
    }

    private List<String> problems(String text) {
        return assertThrows(ConfigurationException.class, () -> load(text, Map.of()))
                .problems();
    }

    @Test
    void everySectionIsRead() throws IOException {
        Configuration configuration = load(FULL, Map.of());
        assertEquals(Optional.of(0.008333), configuration.number(Setting.TARGET_RESOLUTION));
        assertEquals(Optional.of("10, 10"), configuration.text(Setting.DEFAULT_GRID_SIZE));
        assertEquals(false, configuration.isOn(Setting.ALLOW_SKIP_RESAMPLING));
        Dataset plants = configuration.datasets().get(0);
        assertEquals(folder.resolve("rasters/plants.tif"), plants.path());
        assertEquals(Optional.of(DataType.RICHNESS), plants.dataType());
        assertTrue(plants.enabled());
        assertEquals(false, configuration.datasets().get(1).enabled());
    }

    @Test
    void whatDoesNothingYetIsSaid() throws IOException {
        String remarks = String.join("\n", load(FULL, Map.of()).remarks());
        assertTrue(remarks.contains("som_analysis"), remarks);
        assertFalse(remarks.contains("datasets"), remarks);
    }

    @Test
    void laterOriginsWinAndSayWho() throws IOException {
        Configuration file = load(FULL, Map.of());
        assertTrue(file.value(Setting.MAX_WORKERS).orElseThrow().origin().endsWith("config.yml, line 7"));
        Configuration environment = load(FULL, Map.of("PROCESSING_MAX_WORKERS", "3", "PIPELINE_MEMORY_LIMIT_GB", "8"));
        assertEquals(
                Optional.of(new Configuration.Value("3", "environment variable PROCESSING_MAX_WORKERS")),
                environment.value(Setting.MAX_WORKERS));
        assertEquals(Optional.of(8.0), environment.number(Setting.MEMORY_LIMIT_GB));
        assertEquals(
                Optional.of(new Configuration.Value("2", "command line, --threads")),
                environment.with(Setting.MAX_WORKERS, "2", "--threads").value(Setting.MAX_WORKERS));
    }

    @Test
    void withoutAFileWhatIsBuiltInHolds() throws IOException {
        Configuration none = Configuration.load(Optional.empty(), Map.of());
        assertEquals(
                "built in",
                none.value(Setting.RESOLUTION_TOLERANCE).orElseThrow().origin());
        assertTrue(none.isOn(Setting.ALLOW_SKIP_RESAMPLING));
        assertEquals(Optional.empty(), none.value(Setting.TARGET_RESOLUTION));
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithLines() {
        List<String> problems = problems("""
                resampling:
                  target_resolutoin: 0.008333
                  resolution_tolerance: small
                procesing:
                  max_workers: 4
                datasets:
                  - name: a
                  - path: b.tif
                    name: b
                    data_type: fuzzy
                """);
        assertEquals(5, problems.size(), problems::toString);
        String all = String.join("\n", problems);
        assertTrue(all.contains("line 2") && all.contains("did you mean target_resolution"), all);
        assertTrue(all.contains("line 3") && all.contains("\"small\", expected a number from 0"), all);
        assertTrue(all.contains("line 4") && all.contains("did you mean processing"), all);
        assertTrue(all.contains("line 7") && all.contains("has no path"), all);
        assertTrue(all.contains("line 10") && all.contains("richness, continuous or categorical"), all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pipeline: [1, 2]            | holds no keys
                    pipeline: 3                 | holds no keys
                    datasets: 3                 | a list of entries
                    'a: b: c'                   | no YAML
                    'pipeline: {memory_limit_gb: 1, memory_limit_gb: 2}' | twice
                    'processing: {max_workers: 0}' | whole number from 1
                    'processing: {max_workers: 1.5}' | whole number from 1
                    'resampling: {target_crs: EPSG:1}' | a CRS
                    'som_analysis: {default_grid_size: [1]}' | two whole numbers
                    """)
    void whatDoesNotFitIsRefused(String text, String said) {
        String problems = problems(text).toString();
        assertTrue(problems.contains(said) && problems.contains("config.yml"), problems);
    }

    @Test
    void aWrongVariableIsNamed() {
        ConfigurationException failure = assertThrows(
                ConfigurationException.class,
                () -> Configuration.load(Optional.empty(), Map.of("PROCESSING_MAX_WORKERS", "all")));
        assertTrue(failure.getMessage().contains("PROCESSING_MAX_WORKERS"), failure.getMessage());
    }

    @Test
    void anEmptyVariableIsNone() throws IOException {
        Configuration settings = Configuration.load(Optional.empty(), Map.of("PROCESSING_MAX_WORKERS", " "));
        assertEquals(
                Configuration.load(Optional.empty(), Map.of()).value(Setting.MAX_WORKERS),
                settings.value(Setting.MAX_WORKERS));
    }
}
