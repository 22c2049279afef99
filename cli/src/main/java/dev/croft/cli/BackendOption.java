package dev.croft.cli;

import dev.croft.core.raster.RasterBackend;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of every command that reads rasters: who reads them. */
final class BackendOption {
    @Option(
            names = "--backend",
            paramLabel = "auto|builtin|gdal",
            defaultValue = "auto",
            converter = Converter.class,
            description =
                    "Who reads rasters: Croft where it knows the format and else GDAL when that is installed (auto, the"
                            + " default), only Croft, or only GDAL.")
    private RasterBackend backend;

    RasterBackend backend() {
        return backend;
    }

    private static final class Converter implements ITypeConverter<RasterBackend> {
        @Override
        public RasterBackend convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "auto" -> RasterBackend.AUTO;
                case "builtin", "built-in" -> RasterBackend.BUILT_IN;
                case "gdal" -> RasterBackend.GDAL;
                default -> throw new TypeConversionException("expected auto, builtin or gdal, but was '" + text + "'");
            };
        }
    }
}
