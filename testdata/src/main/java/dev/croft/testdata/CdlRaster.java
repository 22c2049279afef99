package dev.croft.testdata;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.CdlClasses;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The Cropland Data Layer that belongs to a {@link FieldPartition}, made block by block when asked; a block is a
 * township. A cell whose centre lies in a field holds the field's crop, but for one in eleven or so that holds some crop
 * of the region, as a classifier errs; other cells hold roads, grass, woods and water. Townships without any
 * field hold the background, which is nodata. Immutable and thread-safe.
 */
public final class CdlRaster implements RasterSource {
    private static final int SIZE = FieldPartition.TOWNSHIP_CELLS;

    private static final byte OPEN_WATER = 111;
    private static final byte DEVELOPED_OPEN = 121;
    private static final byte DECIDUOUS_FOREST = (byte) 141;
    private static final byte GRASS = (byte) 176;
    private static final byte WOODY_WETLANDS = (byte) 190;

    /** Of which some fall on the field's own crop again. */
    private static final double ERROR_SHARE = 0.105;

    private static final double PATCH_CELLS = 22;
    private static final double WATER_BELOW = 0.14;
    private static final double WETLANDS_FROM = 0.74;
    private static final double WOODS_FROM = 0.8;

    private static final long ERROR_STREAM = 5;
    private static final long PATCH_STREAM = 6;
    private static final long HOLE_STREAM = 7;

    private static final RasterBand BAND = new RasterBand(
            SampleType.UINT8,
            "Cropland class",
            Optional.of(new NoData(Integer.toString(CdlClasses.BACKGROUND))),
            CdlClasses.palette());

    private final FieldPartition partition;
    private final int later;
    private final SmoothNoise patches;

    public CdlRaster(FieldPartition partition) {
        this(partition, 0);
    }

    /**
     * The same land some years later: other crops, by rotation, on the same fields.
     *
     * @param later years, 0 for the first
     */
    public CdlRaster(FieldPartition partition, int later) {
        this.partition = Objects.requireNonNull(partition, "partition");
        this.later = later;
        this.patches = new SmoothNoise(partition.seed(), PATCH_STREAM, PATCH_CELLS);
    }

    @Override
    public String name() {
        return "generated cropland of " + partition.fieldCount() + " fields, seed " + partition.seed()
                + (later == 0 ? "" : ", " + later + " year(s) later");
    }

    @Override
    public GridGeometry grid() {
        return partition.grid();
    }

    @Override
    public List<RasterBand> bands() {
        return List.of(BAND);
    }

    @Override
    public int blockColumnCount() {
        return SIZE;
    }

    @Override
    public int blockRowCount() {
        return SIZE;
    }

    @Override
    public void readBlock(int band, int block, Object samples) {
        Objects.checkIndex(band, 1);
        Objects.checkIndex(block, blocksAcross() * blocksDown());
        byte[] classes = (byte[]) samples;
        Arrays.fill(classes, 0, SIZE * SIZE, (byte) CdlClasses.BACKGROUND);
        long firstField = (long) block * FieldPartition.FIELDS_PER_TOWNSHIP;
        long endField = Math.min(partition.fieldCount(), firstField + FieldPartition.FIELDS_PER_TOWNSHIP);
        if (firstField < endField) {
            fillFields(classes, block, firstField, endField);
            fillCells(classes, block);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private void fillFields(byte[] classes, int block, long firstField, long endField) {
        CentreFill fill = new CentreFill(classes, SIZE, firstColumn(block), firstRow(block));
        PolygonBuffer outline = new PolygonBuffer();
        for (long field = firstField; field < endField; field++) {
            partition.outline(field, outline);
            fill.fill(outline, 0, 1, (byte) partition.crop(field, later));
            if (outline.ringCount() > 1) {
                fill.fill(outline, 1, outline.ringCount(), holeClass(field));
            }
        }
    }

    private byte holeClass(long field) {
        return Draws.hash(partition.seed(), HOLE_STREAM, field) < 0 ? OPEN_WATER : DEVELOPED_OPEN;
    }

    /** Errs in some cells of fields and puts something into all cells between fields. */
    private void fillCells(byte[] classes, int block) {
        long errors = Draws.hash(partition.seed(), ERROR_STREAM, block);
        double moisture = partition.moisture(block);
        int column = firstColumn(block);
        int row = firstRow(block);
        for (int cell = 0; cell < SIZE * SIZE; cell++) {
            if (classes[cell] == CdlClasses.BACKGROUND) {
                classes[cell] = between(column + cell % SIZE, row + cell / SIZE);
            } else {
                long hash = Draws.mix(errors + cell);
                if (Draws.unit(hash) < ERROR_SHARE) {
                    classes[cell] = (byte) CropMix.crop(moisture, Draws.mix(hash));
                }
            }
        }
    }

    private byte between(int column, int row) {
        if (column % FieldPartition.SECTION_CELLS == 0 || row % FieldPartition.SECTION_CELLS == 0) {
            return DEVELOPED_OPEN;
        }
        double patch = patches.at(column, row);
        if (patch < WATER_BELOW) {
            return OPEN_WATER;
        }
        if (patch < WETLANDS_FROM) {
            return GRASS;
        }
        return patch < WOODS_FROM ? WOODY_WETLANDS : DECIDUOUS_FOREST;
    }

    private int firstColumn(int block) {
        return block % blocksAcross() * SIZE;
    }

    private int firstRow(int block) {
        return block / blocksAcross() * SIZE;
    }
}
