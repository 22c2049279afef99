package dev.croft.cli;

import dev.croft.core.file.FileKind;
import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.view.ArchiveCheck;
import dev.croft.view.Legend;
import dev.croft.view.LegendFile;
import dev.croft.view.PageSettings;
import dev.croft.view.picture.PictureFile;
import dev.croft.view.picture.RasterPicture;
import dev.croft.view.picture.TilePicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Draws what {@code croft inspect} would describe. */
final class PictureOptions {
    private static final String PNG = "--png";
    private static final Set<FileKind> TABLES = Set.of(FileKind.PARQUET, FileKind.ARROW);

    @Option(
            names = PNG,
            paramLabel = "OUT.png",
            description = "Draw PMTiles, one tile or box of them, or a raster, instead of describing them.")
    private Path file;

    @Option(
            names = "--bbox",
            paramLabel = "W,S,E,N",
            description = "With --png of PMTiles: degrees that are drawn; by default all.")
    private String box;

    @Option(
            names = "--class-attribute",
            paramLabel = "NAME",
            defaultValue = PageSettings.DEFAULT_CLASS_ATTRIBUTE,
            description =
                    "With --png of PMTiles: attribute that polygons are coloured by; by default ${DEFAULT-VALUE}.")
    private String classAttribute;

    @Option(
            names = "--classes",
            paramLabel = "C.csv|cdl",
            description =
                    "With --png of PMTiles: colours of classes, a CSV file with the columns value, name and color, or cdl for those of the Cropland Data"
                            + " Layer; by default cdl where all values are its codes and one is above 100, or else some.")
    private String classes;

    @Option(names = "--overwrite", description = "With --png: replace a file that Croft did not make.")
    private boolean overwrite;

    boolean isWanted() {
        return file != null;
    }

    /** @throws ConfigurationException when there is nothing to draw, or the options are for a picture that nobody wants */
    void check(Path input, Optional<FileKind> kind) {
        if (isWanted() && kind.isPresent() && TABLES.contains(kind.get())) {
            throw new ConfigurationException(
                    "Cannot draw " + input + ": it is a table. croft tile makes map tiles of its polygons.");
        }
        if (!isWanted() && (box != null || classes != null || overwrite)) {
            throw new ConfigurationException(
                    "Cannot use --bbox, --classes and --overwrite without " + PNG + ": they are about the picture.");
        }
    }

    /** @throws ConfigurationException when a part of a raster is wanted, or colours that it has itself */
    void requireWhole(Path raster, Optional<String> tile) {
        Problems problems = new Problems();
        tile.ifPresent(one -> problems.add("Cannot draw tile " + one + " of " + raster
                + ": it is no PMTiles archive, but a raster, which is drawn as a whole. Leave the tile out."));
        problems.require(
                box == null,
                () -> "Cannot draw --bbox=" + box + " of " + raster
                        + ": a raster is drawn as a whole. Leave --bbox out, or cut the raster first, with croft resample run.");
        problems.require(
                classes == null,
                () -> "Cannot use --classes with " + raster
                        + ": a raster is drawn by its own palette, or in greys. Leave --classes out.");
        problems.throwIfAny();
    }

    void drawTiles(Path archive, Optional<TileCoord> tile, PrintWriter out) throws IOException {
        if (tile.isPresent() && box != null) {
            throw new ConfigurationException("Cannot draw tile " + tile.get() + " and --bbox: leave one of them out.");
        }
        Optional<Bounds> degrees = Optional.ofNullable(box).map(Box::parse);
        Legend legend =
                classes == null ? ArchiveCheck.legend(archive, classAttribute) : LegendFile.named(classes, Path.of(""));
        Recipe recipe = Recipe.of("picture", PictureFile.ALGORITHM_VERSION)
                .with(InputIdentity.of("tiles", archive))
                .with("of", tile.map(TileCoord::toString).orElse(String.valueOf(box)))
                .with("classAttribute", classAttribute)
                .with("classes", String.valueOf(classes));
        BufferedImage picture = tile.isPresent()
                ? TilePicture.of(archive, tile.get(), legend, classAttribute)
                : TilePicture.of(archive, degrees, legend, classAttribute);
        boolean isFile = classes != null && Files.isRegularFile(Path.of(classes));
        write(picture, isFile ? recipe.with(InputIdentity.of("classes", Path.of(classes))) : recipe, archive, out);
    }

    void drawRaster(Path raster, RasterBackend backend, PrintWriter out) throws IOException {
        try (RunContext context = RunContext.named("inspect").threads(1).build();
                RasterSource source = RasterSources.open(raster, context.scratch()::directoryFor, backend)) {
            Recipe recipe =
                    Recipe.of("picture", PictureFile.ALGORITHM_VERSION).with(InputIdentity.of("raster", raster));
            RasterPicture.Drawn drawn = RasterPicture.of(source);
            write(drawn.image(), recipe, raster, out);
            out.printf("  shows   %s%n", drawn.bands());
        }
    }

    private void write(BufferedImage picture, Recipe recipe, Path input, PrintWriter out) throws IOException {
        Overwrite replaced = overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS;
        try (RunContext context = RunContext.named("inspect").threads(1).build();
                AtomicOutput output = context.output(file, replaced, List.of(input))) {
            PictureFile.write(picture, output.path());
            output.commit(recipe);
        }
        out.printf("%s: %d x %d pixels of %s%n", file, picture.getWidth(), picture.getHeight(), input);
    }
}
