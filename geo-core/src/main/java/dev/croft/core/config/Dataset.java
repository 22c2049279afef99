package dev.croft.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A raster that the configuration names.
 *
 * @param path as seen from the folder of the file that names it
 * @param dataType what its values are, when that is stated
 * @param bandName what the values are to be called, when that is stated
 * @param enabled whether jobs take it
 */
public record Dataset(
        String name, Path path, Optional<DataType> dataType, Optional<String> bandName, boolean enabled) {}
