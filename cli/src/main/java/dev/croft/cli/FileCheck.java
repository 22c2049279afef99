package dev.croft.cli;

import dev.croft.core.file.FileKind;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.Scratch;
import dev.croft.core.validation.FileValidation;
import dev.croft.tiling.VectorTileCheck;
import dev.croft.tiling.pmtiles.PmtilesValidation;
import dev.croft.tiling.pmtiles.TileSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a look into a file found.
 *
 * @param details what the file holds or what is wrong with it, the most important first; at least one
 */
record FileCheck(boolean isValid, List<String> details) {
    /** @throws dev.croft.core.problem.ConfigurationException when it is not there or of no known kind */
    static FileCheck of(Path file, OptionalLong expectedRows, Scratch scratch, RasterBackend backend)
            throws IOException {
        if (FileKind.find(file).equals(Optional.of(FileKind.PMTILES))) {
            PmtilesValidation.Finding finding = PmtilesValidation.of(file, TileSample.SOME, new VectorTileCheck());
            return new FileCheck(finding.isValid(), finding.details());
        }
        FileValidation.Finding finding = FileValidation.of(file, expectedRows, scratch, backend);
        return new FileCheck(finding.isValid(), List.of(finding.detail()));
    }
}
