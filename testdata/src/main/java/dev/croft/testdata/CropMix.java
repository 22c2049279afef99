package dev.croft.testdata;

import java.util.Set;

/**
 * Which crops grow how often: winter wheat, sorghum and fallow in dry regions, corn and soybeans in moist ones, grass
 * everywhere. Regions are some eight townships wide. Shares are round figures near those of Kansas, with a few other
 * crops so that results have many classes. Immutable.
 */
final class CropMix {
    private static final int[][] DRY = {
        {24, 300},
        {176, 180},
        {4, 150},
        {61, 120},
        {1, 90},
        {36, 35},
        {37, 35},
        {5, 30},
        {2, 20},
        {6, 10},
        {28, 8},
        {21, 6},
        {23, 6},
        {22, 4},
        {42, 4},
        {43, 2}
    };
    private static final int[][] MOIST = {
        {1, 300}, {5, 300}, {176, 160}, {24, 80}, {26, 50}, {37, 40}, {36, 30}, {4, 25}, {3, 8}, {28, 4}, {27, 3}
    };
    private static final double REGION_TOWNSHIPS = 8;
    private static final int SLOTS = 1000;
    private static final long CROP_STREAM = 3;
    private static final long REGION_STREAM = 4;

    /** Those above it, one for each year. */
    private static final long ROTATION_STREAM = 1000;

    /** Alfalfa, other hay, grass. */
    private static final Set<Integer> STAYING = Set.of(36, 37, 176);

    private static final byte[] DRY_SLOTS = slots(DRY);
    private static final byte[] MOIST_SLOTS = slots(MOIST);

    private final long seed;
    private final SmoothNoise moisture;

    CropMix(long seed) {
        this.seed = seed;
        this.moisture = new SmoothNoise(seed, REGION_STREAM, REGION_TOWNSHIPS);
    }

    /** Crop of a field in a township of the given moisture. */
    int cropOfField(double townshipMoisture, long field) {
        return crop(townshipMoisture, Draws.hash(seed, CROP_STREAM, field));
    }

    /**
     * Crop of a field some years later: grass and hay stay, on other fields a crop follows that is chosen anew.
     *
     * @param later years, 0 for the first
     */
    int cropOfField(double townshipMoisture, long field, int later) {
        int first = cropOfField(townshipMoisture, field);
        return later == 0 || STAYING.contains(first)
                ? first
                : crop(townshipMoisture, Draws.hash(seed, ROTATION_STREAM + later, field));
    }

    /** From 0, dry, to 1, moist. */
    double moisture(int townshipColumn, int townshipRow) {
        return moisture.at(townshipColumn, townshipRow);
    }

    /** Crop chosen by {@code hash}. */
    static int crop(double moisture, long hash) {
        byte[] slots = Draws.unit(Draws.mix(hash)) < moisture ? MOIST_SLOTS : DRY_SLOTS;
        return slots[(int) (Draws.unit(hash) * SLOTS)] & 0xff;
    }

    private static byte[] slots(int[][] mix) {
        byte[] slots = new byte[SLOTS];
        int used = 0;
        for (int[] crop : mix) {
            for (int i = 0; i < crop[1]; i++) {
                slots[used++] = (byte) crop[0];
            }
        }
        if (used != SLOTS) {
            throw new IllegalStateException("Crop shares add up to " + used + " of " + SLOTS);
        }
        return slots;
    }
}
