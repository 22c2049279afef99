package dev.croft.view.picture;

import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.mvt.GeometryType;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.mvt.TagValue;
import dev.croft.tiling.mvt.VectorTile;
import dev.croft.tiling.pmtiles.ArchiveExtent;
import dev.croft.tiling.pmtiles.PmtilesHeader;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import dev.croft.tiling.tile.WorldCoordinates;
import dev.croft.view.ArchiveCheck;
import dev.croft.view.Legend;
import dev.croft.view.Legend.LegendClass;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The polygons of an archive in Web Mercator, filled by class. A tile is drawn 1024 pixels wide, a box so that its longer side is. Confined to
 * one thread.
 */
public final class TilePicture {
    private static final Color GROUND = new Color(0xf3f1ec);
    private static final Color BORDER = new Color(0xb333383f, true);
    private static final Color UNKNOWN = new Color(0x8a8f98);
    private static final Color WITHOUT_CLASS = new Color(0xc9c5bb);
    private static final int BORDERS_FROM_ZOOM = 13;

    /** Pixels of a tile's side from which on a finer zoom would be wasted. */
    private static final int FINEST_TILE_PIXELS = 512;

    private static final int MOST_TILES = 4096;

    private final PmtilesReader archive;
    private final Legend legend;
    private final String classAttribute;
    private final Frame frame;
    private final int zoom;
    private final BufferedImage image;
    private final Graphics2D graphics;
    private boolean hasPolygons;

    /** A rectangle of the Web Mercator square, x from the west and y from the north, both 0 to 1. */
    private record Frame(double west, double north, double east, double south) {
        static Frame of(TileCoord tile) {
            double side = Math.scalb(1.0, -tile.z());
            return new Frame(tile.x() * side, tile.y() * side, (tile.x() + 1) * side, (tile.y() + 1) * side);
        }

        static Frame of(Bounds degrees) {
            return new Frame(x(degrees.west()), y(degrees.north()), x(degrees.east()), y(degrees.south()));
        }

        private static double x(double longitude) {
            return (longitude + 180) / 360;
        }

        private static double y(double latitude) {
            double sine = Math.sin(Math.toRadians(
                    Math.max(-WorldCoordinates.MOST_LATITUDE, Math.min(WorldCoordinates.MOST_LATITUDE, latitude))));
            return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
        }

        double pixelsPerUnit() {
            return PictureFile.MOST_PIXELS / Math.max(east - west, south - north);
        }
    }

    private TilePicture(PmtilesReader archive, Legend legend, String classAttribute, Frame frame, int zoom) {
        this.archive = archive;
        this.legend = legend;
        this.classAttribute = classAttribute;
        this.frame = frame;
        this.zoom = zoom;
        double scale = frame.pixelsPerUnit();
        image = new BufferedImage(
                (int) Math.max(1, Math.rint((frame.east() - frame.west()) * scale)),
                (int) Math.max(1, Math.rint((frame.south() - frame.north()) * scale)),
                BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /**
     * Draws one tile.
     *
     * @throws ConfigurationException when the archive has no such tile, no vector tiles, or no such attribute
     */
    public static BufferedImage of(Path file, TileCoord tile, Legend legend, String classAttribute) throws IOException {
        ArchiveCheck.requireAttribute(file, classAttribute);
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            if (archive.tile(TileId.of(tile.z(), tile.x(), tile.y())).isEmpty()) {
                throw new ConfigurationException("Cannot draw tile " + tile + " of " + file
                        + ": the archive has no such tile. " + "croft inspect " + file + " says which there are.");
            }
            return new TilePicture(archive, legend, classAttribute, Frame.of(tile), tile.z()).draw();
        }
    }

    /**
     * Draws a box, from the zoom that suits its size.
     *
     * @param degrees empty for all of the archive
     * @throws ConfigurationException when the archive has no vector tiles or no such attribute, or the box no inside or no polygons
     * @throws InputDataException when all is wanted and the archive's bounds are no place on the earth, or a tile is damaged
     */
    public static BufferedImage of(Path file, Optional<Bounds> degrees, Legend legend, String classAttribute)
            throws IOException {
        ArchiveCheck.requireAttribute(file, classAttribute);
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            Frame frame = Frame.of(degrees.isPresent() ? degrees.get() : bounds(archive));
            if (!(frame.west() < frame.east() && frame.north() < frame.south())) {
                throw new ConfigurationException("Cannot draw " + file + ": the box "
                        + degrees.map(Bounds::toString).orElse("of the archive")
                        + " has no inside. Choose another with --bbox.");
            }
            TilePicture picture =
                    new TilePicture(archive, legend, classAttribute, frame, zoom(frame, archive.header()));
            BufferedImage image = picture.draw();
            if (degrees.isPresent() && !picture.hasPolygons) {
                throw new ConfigurationException("Cannot draw " + file + ": it has no polygons in the box "
                        + degrees.get() + ". It covers "
                        + archive.header().extent().boundsText()
                        + "; choose another box with --bbox, whose degrees are west,south,east,north.");
            }
            return image;
        }
    }

    private static Bounds bounds(PmtilesReader archive) {
        ArchiveExtent extent = archive.header().extent();
        return extent.bounds()
                .orElseThrow(() -> new InputDataException(
                        archive.file(),
                        "PMTILES_BOUNDS",
                        "Cannot draw all of " + archive.file() + ": its header says that it covers "
                                + extent.boundsText() + ", which is no place on the earth. Choose a box with --bbox, "
                                + "or make the archive again."));
    }

    private static int zoom(Frame frame, PmtilesHeader header) {
        double wanted = Math.ceil(Math.log(frame.pixelsPerUnit() / FINEST_TILE_PIXELS) / Math.log(2));
        return (int) Math.max(header.minZoom(), Math.min(header.maxZoom(), wanted));
    }

    private BufferedImage draw() throws IOException {
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        double tiles = Math.scalb(1.0, zoom);
        int last = (int) tiles - 1;
        int firstColumn = (int) Math.max(0, Math.floor(frame.west() * tiles));
        int lastColumn = (int) Math.min(last, Math.ceil(frame.east() * tiles) - 1);
        int firstRow = (int) Math.max(0, Math.floor(frame.north() * tiles));
        int lastRow = (int) Math.min(last, Math.ceil(frame.south() * tiles) - 1);
        if ((lastColumn - firstColumn + 1L) * (lastRow - firstRow + 1L) > MOST_TILES) {
            throw new ConfigurationException(
                    "Cannot draw this box of " + archive.file() + ": it has more than " + MOST_TILES + " tiles at zoom "
                            + zoom + ", the first there is. Choose a smaller one with --bbox.");
        }
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                draw(new TileCoord(zoom, column, row));
            }
        }
        graphics.dispose();
        return image;
    }

    private void draw(TileCoord tile) throws IOException {
        Optional<byte[]> content = archive.inflated(TileId.of(tile.z(), tile.x(), tile.y()));
        if (content.isEmpty()) {
            return;
        }
        graphics.setClip(pixels(tile));
        try {
            for (VectorTile.Layer layer : VectorTile.read(content.get()).layers()) {
                for (VectorTile.Feature feature : layer.features()) {
                    if (feature.type() == GeometryType.POLYGON) {
                        draw(feature, layer.extent(), Frame.of(tile));
                    }
                }
            }
        } catch (MvtException e) {
            throw new InputDataException(
                    archive.file(),
                    "PMTILES_TILE",
                    "Cannot draw tile " + tile + " of " + archive.file() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Whole pixels, so that each belongs to one tile. */
    private Rectangle pixels(TileCoord tile) {
        Frame place = Frame.of(tile);
        double scale = frame.pixelsPerUnit();
        int left = (int) Math.rint((place.west() - frame.west()) * scale);
        int top = (int) Math.rint((place.north() - frame.north()) * scale);
        int right = (int) Math.rint((place.east() - frame.west()) * scale);
        int bottom = (int) Math.rint((place.south() - frame.north()) * scale);
        return new Rectangle(left, top, right - left, bottom - top);
    }

    private void draw(VectorTile.Feature feature, int extent, Frame tile) {
        double scale = frame.pixelsPerUnit();
        double step = (tile.east() - tile.west()) / extent * scale;
        double left = (tile.west() - frame.west()) * scale;
        double top = (tile.north() - frame.north()) * scale;
        Path2D outline = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (int[] ring : feature.geometry().parts()) {
            for (int i = 0; i < ring.length; i += 2) {
                double x = left + ring[i] * step;
                double y = top + ring[i + 1] * step;
                if (i == 0) {
                    outline.moveTo(x, y);
                } else {
                    outline.lineTo(x, y);
                }
            }
            outline.closePath();
        }
        graphics.setColor(color(feature.attributes().get(classAttribute)));
        graphics.fill(outline);
        hasPolygons = hasPolygons || outline.intersects(0, 0, image.getWidth(), image.getHeight());
        if (zoom >= BORDERS_FROM_ZOOM) {
            graphics.setColor(BORDER);
            graphics.setStroke(new BasicStroke(1));
            graphics.draw(outline);
        }
    }

    private Color color(TagValue value) {
        return value == null
                ? WITHOUT_CLASS
                : legend.find(text(value)).map(LegendClass::rgb).map(Color::new).orElse(UNKNOWN);
    }

    /** As the legend writes values: 1.0 is 1. */
    private static String text(TagValue value) {
        return value.content() instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())
                ? Long.toString(number.longValue())
                : value.toString();
    }
}
