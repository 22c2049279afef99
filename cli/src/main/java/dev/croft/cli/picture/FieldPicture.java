package dev.croft.cli.picture;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.vector.PolygonBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Two views of one window side by side, 1200 pixels wide: on the left the cells in the raster's own colours with the
 * outlines of the fields over them, on the right the fields filled with one colour each; below them a legend. Confined
 * to one thread.
 */
public final class FieldPicture {
    private static final int WIDTH = 1200;
    private static final int MARGIN = 36;
    private static final int GAP = 28;
    private static final int PANEL_WIDTH = (WIDTH - 2 * MARGIN - GAP) / 2;
    private static final int TEXT_SCALE = 2;
    private static final int TEXT_HEIGHT = PixelFont.HEIGHT * TEXT_SCALE;
    private static final int TITLE_BAND = 2 * TEXT_HEIGHT + 12;

    private static final int LEGEND_COLUMNS = 3;
    private static final int LEGEND_LINE = 28;
    private static final int SWATCH_WIDTH = 30;
    private static final int SWATCH_HEIGHT = 18;

    private static final int PAPER = 0xffffffff;
    private static final int EMPTY_LAND = 0xfff3f1ec;
    private static final int INK = 0xff26292e;
    private static final int FRAME = 0xff8b8f96;
    private static final int OUTLINE_OVER_CELLS = 0xd0101418;
    private static final int OUTLINE_OF_FILL = 0xff33383f;

    /** Outlines get thinner as fields get smaller, or they would hide them. */
    private static final double OUTLINE_CELLS = 0.4;

    private static final double THINNEST_OUTLINE_PIXELS = 0.15;
    private static final double THICKEST_OUTLINE_PIXELS = 1.1;

    /** Positions per pixel and direction at which the colour of cells is looked up and averaged. */
    private static final int LOOKUPS = 3;

    private final CellWindow window;
    private final Canvas canvas;
    private final Mask mask;
    private final PolygonBuffer pixels = new PolygonBuffer();
    private final double pixelsPerCell;
    private final double outlinePixels;
    private final int panelHeight;
    private final int panelRow;

    /**
     * Draws the cells.
     *
     * @param legend colours in the order to show them, line by line
     * @throws dev.croft.core.problem.ConfigurationException when the first band has no colour table or the window is empty
     */
    public FieldPicture(
            RasterSource raster, CellWindow window, String cellsTitle, String fieldsTitle, List<LegendEntry> legend)
            throws IOException {
        CellColours cells = CellColours.read(raster, window, EMPTY_LAND);
        this.window = window;
        this.pixelsPerCell = (double) PANEL_WIDTH / window.columnCount();
        this.outlinePixels =
                Math.max(THINNEST_OUTLINE_PIXELS, Math.min(THICKEST_OUTLINE_PIXELS, OUTLINE_CELLS * pixelsPerCell));
        this.panelHeight = (int) Math.max(1, Math.rint(window.rowCount() * pixelsPerCell));
        this.panelRow = MARGIN / 2 + TITLE_BAND;
        int legendLines = (legend.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        int legendRow = panelRow + panelHeight + MARGIN * 2 / 3;
        this.canvas = new Canvas(WIDTH, legendRow + legendLines * LEGEND_LINE + MARGIN / 2, PAPER);
        this.mask = new Mask(PANEL_WIDTH, panelHeight);
        drawPanel(leftColumn(), cellsTitle);
        drawPanel(rightColumn(), fieldsTitle);
        drawCells(cells);
        drawLegend(legend, legendRow);
    }

    /**
     * Adds a field to both views; what lies outside the window is left out.
     *
     * @param cells outline in cell coordinates of the raster
     * @param argb colour of its inside in the right view; alpha 0 for a field without a result
     */
    public void addField(PolygonBuffer cells, int argb) {
        toPixels(cells);
        mask.fill(pixels);
        mask.paint(canvas, rightColumn(), panelRow, argb);
        mask.outline(pixels, outlinePixels);
        mask.paint(canvas, leftColumn(), panelRow, OUTLINE_OVER_CELLS);
        mask.paint(canvas, rightColumn(), panelRow, OUTLINE_OF_FILL);
    }

    /** Writes the picture as PNG. */
    public void write(Path file) throws IOException {
        canvas.write(file);
    }

    private static int leftColumn() {
        return MARGIN;
    }

    private static int rightColumn() {
        return MARGIN + PANEL_WIDTH + GAP;
    }

    private void drawPanel(int column, String title) {
        canvas.text(title, column, panelRow - TEXT_HEIGHT - 10, TEXT_SCALE, INK);
        canvas.fillRectangle(column, panelRow, PANEL_WIDTH, panelHeight, EMPTY_LAND);
        canvas.frame(column, panelRow, PANEL_WIDTH, panelHeight, FRAME);
    }

    private void drawCells(CellColours cells) {
        int[] cellColumns = lookups(PANEL_WIDTH, window.columnCount());
        int[] cellRows = lookups(panelHeight, window.rowCount());
        for (int y = 0; y < cellRows.length; y++) {
            for (int x = 0; x < cellColumns.length; x++) {
                // The n-th colour laid over with a share of 1/n leaves the mean of all n.
                int already = y % LOOKUPS * LOOKUPS + x % LOOKUPS;
                int colour = cells.at(cellColumns[x], cellRows[y]);
                canvas.blend(leftColumn() + x / LOOKUPS, panelRow + y / LOOKUPS, colour, 1.0 / (already + 1));
            }
        }
    }

    /** Cell at each position, {@link #LOOKUPS} per pixel, along one side of a panel. */
    private int[] lookups(int pixelCount, int cellCount) {
        int[] lookups = new int[pixelCount * LOOKUPS];
        for (int i = 0; i < lookups.length; i++) {
            lookups[i] = (int) Math.min(cellCount - 1, (i + 0.5) / LOOKUPS / pixelsPerCell);
        }
        return lookups;
    }

    private void drawLegend(List<LegendEntry> legend, int firstRow) {
        int columnWidth = (WIDTH - 2 * MARGIN + GAP) / LEGEND_COLUMNS;
        for (int i = 0; i < legend.size(); i++) {
            int column = MARGIN + i % LEGEND_COLUMNS * columnWidth;
            int row = firstRow + i / LEGEND_COLUMNS * LEGEND_LINE;
            canvas.fillRectangle(
                    column, row, SWATCH_WIDTH, SWATCH_HEIGHT, legend.get(i).argb());
            canvas.frame(column, row, SWATCH_WIDTH, SWATCH_HEIGHT, FRAME);
            canvas.text(legend.get(i).text(), column + SWATCH_WIDTH + 10, row + 2, TEXT_SCALE, INK);
        }
    }

    private void toPixels(PolygonBuffer cells) {
        pixels.clear();
        for (int part = 0; part < cells.partCount(); part++) {
            for (int ring = cells.partStart(part); ring < cells.partEnd(part); ring++) {
                int count = cells.ringEnd(ring) - cells.ringStart(ring);
                pixels.reserve(count);
                for (int i = 0; i < count; i++) {
                    int from = cells.ringStart(ring) + i;
                    pixels.x()[pixels.vertexCount() + i] = (cells.x()[from] - window.column()) * pixelsPerCell;
                    pixels.y()[pixels.vertexCount() + i] = (cells.y()[from] - window.row()) * pixelsPerCell;
                }
                pixels.addRing(count);
            }
            pixels.addPart();
        }
    }
}
