package dev.croft.testdata;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.vector.PolygonBuffer;

/**
 * Farm land like that of the plains of the United States, as a function of seed and field index. The land is a square of
 * townships of 256 x 256 cells of 30 m around central Kansas; a township has 4 x 4 sections with a road of one cell along
 * their north and west edges; a section is cut in 32 plots by random halvings, so that plot areas multiply up to a
 * lognormal-like spread; each plot holds one field. Fields never overlap because plots do not.
 *
 * <p>Field indices run from 0 in spatial order: township by township (west to east, then north to south), section by
 * section, plot by plot along the halvings. Immutable; making one field costs about a microsecond and no memory.
 */
public final class FieldPartition {
    /** More fields would leave the area where EPSG:5070 is meant to be used. */
    public static final long MAXIMUM_FIELD_COUNT = 100_000_000;

    static final int TOWNSHIP_CELLS = 256;
    static final int FIELDS_PER_TOWNSHIP = 512;
    static final int SECTION_CELLS = 64;

    private static final int SECTIONS_ACROSS = TOWNSHIP_CELLS / SECTION_CELLS;
    private static final int HALVINGS = 5;
    private static final int FIELDS_PER_SECTION = 1 << HALVINGS;
    private static final int TOWNSHIPS_PER_COUNTY_SIDE = 4;
    private static final int FIRST_COUNTY = 20_001;

    /** Least area of a plot, in cells; keeps every field large enough to own the centres of several cells. */
    private static final double LEAST_PLOT_CELLS = 20;

    private static final double LEAST_SHARE = 0.22;

    /** Cell size of the Cropland Data Layer. */
    private static final double CELL_METRES = 30;

    /** Corner of a Cropland Data Layer cell near the centre of Kansas, EPSG:5070. */
    private static final double CENTRE_X = -226_095;

    private static final double CENTRE_Y = 1_732_605;

    private static final long SPLIT_STREAM = 1;
    private static final long OUTLINE_STREAM = 2;

    private final long seed;
    private final long fieldCount;
    private final int townshipsAcross;
    private final GridGeometry grid;
    private final CropMix crops;

    /**
     * Land of {@code fieldCount} fields, on as many townships as they need.
     *
     * @throws ConfigurationException unless {@code fieldCount} is from 1 to {@link #MAXIMUM_FIELD_COUNT}
     */
    public FieldPartition(long seed, long fieldCount) {
        requireCount(fieldCount);
        this.seed = seed;
        this.fieldCount = fieldCount;
        int townshipCount = Math.toIntExact((fieldCount - 1) / FIELDS_PER_TOWNSHIP + 1);
        this.townshipsAcross = (int) Math.ceil(Math.sqrt(townshipCount));
        int townshipsDown = (townshipCount - 1) / townshipsAcross + 1;
        this.grid = gridOf(townshipsAcross, townshipsDown);
        this.crops = new CropMix(seed);
    }

    /** As the constructor does, for those who want to know before they begin. */
    static void requireCount(long fieldCount) {
        if (fieldCount < 1 || fieldCount > MAXIMUM_FIELD_COUNT) {
            throw new ConfigurationException(
                    "Cannot generate " + fieldCount + " fields: ask for 1 to " + MAXIMUM_FIELD_COUNT);
        }
    }

    public long seed() {
        return seed;
    }

    public long fieldCount() {
        return fieldCount;
    }

    /** All townships; EPSG:5070, north up, 30 m, in phase with the Cropland Data Layer. */
    public GridGeometry grid() {
        return grid;
    }

    /**
     * Puts the outline of a field into {@code cells}, replacing what was there: one part in cell coordinates of
     * {@link #grid()}, rings closed, shell counterclockwise and holes clockwise when north is up.
     */
    public void outline(long field, PolygonBuffer cells) {
        FieldOutline.draw(new Draws(seed, OUTLINE_STREAM, field), plot(field), cells);
    }

    /** Class of the Cropland Data Layer that grows on a field. */
    public int crop(long field) {
        return crops.cropOfField(moisture(Math.toIntExact(field / FIELDS_PER_TOWNSHIP)), field);
    }

    /**
     * Class that grows on a field some years later.
     *
     * @param later years, 0 for the first
     */
    public int crop(long field, int later) {
        return crops.cropOfField(moisture(Math.toIntExact(field / FIELDS_PER_TOWNSHIP)), field, later);
    }

    /** How moist a township is, 0 to 1; decides the mix of its crops. */
    double moisture(int township) {
        return crops.moisture(township % townshipsAcross, township / townshipsAcross);
    }

    /** Code like those of Kansas counties, 20001 and odd numbers after it; one for each 4 x 4 townships. */
    public int county(long field) {
        int township = Math.toIntExact(field / FIELDS_PER_TOWNSHIP);
        int column = township % townshipsAcross / TOWNSHIPS_PER_COUNTY_SIDE;
        int row = township / townshipsAcross / TOWNSHIPS_PER_COUNTY_SIDE;
        int countiesAcross = (townshipsAcross - 1) / TOWNSHIPS_PER_COUNTY_SIDE + 1;
        return FIRST_COUNTY + 2 * (row * countiesAcross + column);
    }

    /** Area inside an outline made by {@link #outline}, hole taken off. */
    public static double hectares(PolygonBuffer cells) {
        double twice = 0;
        double[] column = cells.x();
        double[] row = cells.y();
        for (int ring = 0; ring < cells.ringCount(); ring++) {
            for (int i = cells.ringStart(ring) + 1; i < cells.ringEnd(ring); i++) {
                twice += column[i] * row[i - 1] - column[i - 1] * row[i];
            }
        }
        return twice / 2 * (CELL_METRES * CELL_METRES / 10_000);
    }

    private Plot plot(long field) {
        int township = Math.toIntExact(field / FIELDS_PER_TOWNSHIP);
        int section = (int) (field % FIELDS_PER_TOWNSHIP) / FIELDS_PER_SECTION;
        int column = township % townshipsAcross * TOWNSHIP_CELLS + section % SECTIONS_ACROSS * SECTION_CELLS;
        int row = township / townshipsAcross * TOWNSHIP_CELLS + section / SECTIONS_ACROSS * SECTION_CELLS;
        Plot plot = new Plot(column + 1, row + 1, SECTION_CELLS - 1, SECTION_CELLS - 1);
        int path = (int) (field % FIELDS_PER_SECTION);
        long firstNode = field - path;
        int node = 1;
        for (int depth = 0; depth < HALVINGS; depth++) {
            boolean first = (path >>> (HALVINGS - 1 - depth) & 1) == 0;
            plot = plot.half(first, share(plot, FIELDS_PER_SECTION >>> (depth + 1), firstNode + node));
            node = 2 * node + (first ? 0 : 1);
        }
        return plot;
    }

    /** Share of the first half, such that either half can still be cut into {@code plotsPerHalf} plots. */
    private double share(Plot plot, int plotsPerHalf, long node) {
        double least = Math.min(0.5, Math.max(LEAST_SHARE, plotsPerHalf * LEAST_PLOT_CELLS / plot.area()));
        return least + Draws.unit(Draws.hash(seed, SPLIT_STREAM, node)) * (1 - 2 * least);
    }

    private static GridGeometry gridOf(int townshipsAcross, int townshipsDown) {
        int columnCount = Math.multiplyExact(townshipsAcross, TOWNSHIP_CELLS);
        int rowCount = Math.multiplyExact(townshipsDown, TOWNSHIP_CELLS);
        double west = CENTRE_X - columnCount / 2.0 * CELL_METRES;
        double north = CENTRE_Y + rowCount / 2.0 * CELL_METRES;
        GeoTransform transform = GeoTransform.northUp(west, north, CELL_METRES, CELL_METRES);
        return new GridGeometry(Crs.parse("EPSG:5070"), transform, columnCount, rowCount);
    }
}
