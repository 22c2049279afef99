package dev.croft.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A raster that the configuration names.
 *
 * @param path as seen from the folder of the file that names it
 * @param dataType what its values are, when that is stated
 * @param bandName the only band to take, by the name that its file gives it; empty for all
 * @param enabled whether jobs take it
 */
public record Dataset(
        String name, Path path, Optional<DataType> dataType, Optional<String> bandName, boolean enabled) {}
