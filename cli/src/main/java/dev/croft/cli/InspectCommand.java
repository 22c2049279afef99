package dev.croft.cli;

import dev.croft.core.file.FileKind;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.parquet.ParquetColumn;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.geotiff.GeoTiffStructure;
import dev.croft.core.raster.reference.RasterReference;
import dev.croft.core.run.ByteSize;
import dev.croft.core.run.Host;
import dev.croft.core.run.Scratch;
import dev.croft.core.table.arrow.ArrowFile;
import dev.croft.core.vector.parquet.GeometryColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croft inspect}: what a file holds, without reading its data, or a picture of it. */
@Command(
        footer = {
            "",
            "croft inspect T.pmtiles --png all.png                         all of it, at most 1024 pixels wide and high",
            "croft inspect T.pmtiles 12/915/1587 --png tile.png            one tile",
            "croft inspect T.pmtiles --bbox=-98.7,38.5,-98.5,38.6 --png box.png",
            "croft inspect R.tif --png raster.png                          three bands of bytes as colours, or else the first, by its palette or in greys"
        })
final class InspectCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "Parquet, Arrow, GeoTIFF, a zip that holds a GeoTIFF, NAME.reference.json, PMTiles, or another raster"
                            + " that GDAL reads.")
    private Path file;

    @Parameters(index = "1", arity = "0..1", paramLabel = "Z/X/Y", description = "A tile of PMTiles, such as 4/3/6.")
    private String tile;

    @Mixin
    private PictureOptions picture;

    @Mixin
    private BackendOption backend;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<FileKind> kind = FileKind.find(file);
        picture.check(file, kind);
        if (picture.isWanted()) {
            draw(kind, out);
        } else if (kind.equals(Optional.of(FileKind.PMTILES))) {
            describeTiles(out);
        } else if (tile != null) {
            throw new ConfigurationException(
                    "Cannot inspect tile " + tile + " of " + file + ": it is no PMTiles archive; leave the tile out.");
        } else if (kind.equals(Optional.of(FileKind.PARQUET))) {
            describeTable(out);
        } else if (kind.equals(Optional.of(FileKind.ARROW))) {
            describeArrow(out);
        } else {
            describeRaster(out);
        }
        return ExitCode.DONE.code();
    }

    private void draw(Optional<FileKind> kind, PrintWriter out) throws IOException {
        if (kind.equals(Optional.of(FileKind.PMTILES))) {
            picture.drawTiles(file, Optional.ofNullable(tile).map(PmtilesInspection::tile), out);
        } else {
            picture.drawRaster(file, backend.backend(), out);
        }
    }

    private void describeTiles(PrintWriter out) throws IOException {
        PmtilesInspection inspection = new PmtilesInspection(file, out);
        if (tile == null) {
            inspection.describeArchive();
        } else {
            inspection.describeTile(PmtilesInspection.tile(tile));
        }
    }

    private void describeRaster(PrintWriter out) throws IOException {
        try (Scratch scratch = Scratch.choose(Host.local());
                RasterSource raster = RasterSources.open(file, scratch::directoryFor, backend.backend())) {
            GridGeometry grid = raster.grid();
            GeoTransform transform = grid.transform();
            Bounds bounds = grid.bounds();
            out.printf("%s: %s%n", file, format());
            out.printf("  grid    %d columns x %d rows%n", grid.columnCount(), grid.rowCount());
            out.printf("  cell    %s x %s%s%n", transform.columnX(), transform.rowY(), orientation(transform));
            out.printf("  bounds  %s%n", bounds);
            out.printf("  CRS     %s%n", grid.crs());
            out.printf("  blocks  %d x %d cells%s%n", raster.blockColumnCount(), raster.blockRowCount(), structure());
            for (int band = 0; band < raster.bands().size(); band++) {
                out.printf("  band %d  %s%n", band + 1, describe(raster.bands().get(band)));
            }
        }
    }

    private String format() throws IOException {
        Path raster = RasterReference.followed(file);
        boolean readsItself =
                backend.backend() != RasterBackend.GDAL && FileKind.find(raster).isPresent();
        return (raster.equals(file) ? "" : "reference to " + raster + ", ")
                + (readsItself ? "GeoTIFF" : "raster, read by GDAL");
    }

    /** Of a GeoTIFF its overviews and whether it is a COG. */
    private String structure() throws IOException {
        if (!FileKind.find(file).equals(Optional.of(FileKind.GEOTIFF))) {
            return "";
        }
        GeoTiffStructure structure = GeoTiffStructure.of(file);
        String overviews = structure.overviews().isEmpty()
                ? ""
                : ", overviews "
                        + structure.overviews().stream().map(Object::toString).collect(Collectors.joining(", "));
        return switch (structure.cloudOptimized()) {
            case STATED -> overviews + ", cloud optimized";
            case SPOILT -> overviews + ", no longer cloud optimized";
            case NOT_STATED -> overviews;
        };
    }

    private static String orientation(GeoTransform transform) {
        if (transform.isRotated()) {
            return ", rotated";
        }
        return transform.isNorthUp() ? "" : ", not north-up";
    }

    private static String describe(RasterBand band) {
        return band.type() + ", nodata " + band.noData().map(NoData::text).orElse("none")
                + (band.palette().isEmpty()
                        ? ""
                        : ", palette of " + band.palette().size() + " colours")
                + (band.description().isEmpty() ? "" : ", \"" + band.description() + "\"");
    }

    private void describeTable(PrintWriter out) throws IOException {
        ParquetFile table = ParquetFile.open(file);
        out.printf(
                "%s: Parquet, %d rows in %d row group(s), written by %s%n",
                file, table.rowCount(), table.rowGroupCount(), table.createdBy());
        describeZones(table, out);
        for (ParquetColumn column : table.columns()) {
            out.printf(
                    "  column  %s: %s, %s, %s in the file%n",
                    column.name(), column.typeText(), column.codec(), ByteSize.format(column.compressedBytes()));
        }
        table.metadata().forEach((name, value) -> out.printf("  key     %s = %s%n", name, shortened(value)));
    }

    private void describeArrow(PrintWriter out) throws IOException {
        ArrowFile table = ArrowFile.read(file);
        out.printf("%s: Arrow, %d rows in %d record batch(es)%n", file, table.rowCount(), table.batchCount());
        table.columns().forEach(column -> out.printf("  column  %s%n", column));
        table.metadata().forEach((name, value) -> out.printf("  key     %s = %s%n", name, shortened(value)));
    }

    /** Nothing for a table that has no geometry. */
    private static void describeZones(ParquetFile table, PrintWriter out) {
        if (GeometryColumn.isIn(table)) {
            GeometryColumn geometry = GeometryColumn.find(table, Optional.empty());
            out.printf("  zones   geometry in %s, CRS %s%n", geometry.name(), geometry.crs());
            geometry.bounds().ifPresent(box -> out.printf("  bounds  %s%n", box));
        }
    }

    /** Some text of a file, in one line that is not too long. */
    static String shortened(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= 100 ? line : line.substring(0, 100) + "... (" + value.length() + " characters)";
    }
}
