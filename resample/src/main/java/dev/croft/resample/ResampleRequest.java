package dev.croft.resample;

import dev.croft.core.config.DataType;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.Overwrite;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which rasters are to be brought to which grid, and how.
 *
 * @param target text as {@link TargetGrid#SYNTAX} says
 * @param outputFolder where outputs go, each under the name of its input; empty when only a plan is wanted
 * @param method empty to choose by data type
 * @param noData what marks cells without data in outputs; empty for that of each raster
 * @param backend who reads the rasters
 * @param otherInputs files that are read beside the rasters, such as that of the target; no output may replace them
 */
public record ResampleRequest(
        List<Input> inputs,
        String target,
        DecisionRules rules,
        Optional<Path> outputFolder,
        Passing passing,
        Optional<Method> method,
        CellWeights cellWeights,
        TieRule ties,
        Optional<NoData> noData,
        OutputFormat format,
        Overwrite overwrite,
        IfValid ifValid,
        RasterBackend backend,
        List<Path> otherInputs) {

    /**
     * A raster to bring to the grid.
     *
     * @param name what its output is called
     * @param bandName the only band to take of several, by the file's own name for it; empty for all
     */
    public record Input(String name, Path file, Optional<DataType> dataType, Optional<String> bandName) {
        /** How names of rasters end; what else follows a dot belongs to the name. */
        private static final String EXTENSIONS =
                "tiff?|vrt|img|nc|nc4|asc|jp2|png|jpe?g|bil|bip|bsq|dat|dem|dt[012]|hgt|flt|grd|rst|grib2?|grb2?|hdf|h5|he5|kea";

        /** A raster that is called like its file. */
        public static Input of(Path file, Optional<DataType> dataType) {
            String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
            String stem = name.replaceFirst("(?i)(\\.(" + EXTENSIONS + "))?(\\.zip)?$|\\.reference\\.json$", "");
            return new Input(stem.isEmpty() ? name : stem, file, dataType, Optional.empty());
        }

        /** The same, when it is found to lie in another file. */
        Input at(Path place) {
            return new Input(name, place, dataType, bandName);
        }
    }

    /** How a raster passes through that is on the grid already. */
    public enum Passing {
        /** A second name for the same file; a copy where the file system cannot. */
        LINK,
        COPY,
        /** A small JSON file that names it. */
        REFERENCE
    }

    /** What to do about an output that is there and was made from the same inputs in the same way. */
    public enum IfValid {
        SKIP,
        REDO
    }

    public ResampleRequest {
        inputs = List.copyOf(inputs);
        otherInputs = List.copyOf(otherInputs);
        Problems problems = new Problems();
        problems.require(
                !inputs.isEmpty(), () -> "Cannot resample nothing: give rasters with --in, or datasets with --config.");
        Set<String> names = new HashSet<>();
        for (Input input : inputs) {
            problems.require(
                    names.add(input.name().toLowerCase(Locale.ROOT)),
                    () -> "Cannot write two outputs called " + input.name() + ", one of them for " + input.file()
                            + ". Rename a file, or name datasets in a configuration.");
            problems.require(
                    !input.name().contains("/")
                            && !input.name().contains("\0")
                            && !input.name().startsWith("."),
                    () -> "Cannot call an output \"" + input.name() + "\": expected the name of a file.");
        }
        problems.throwIfAny();
    }
}
