package dev.croft.tiling.mvt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The geometry of a feature: commands within bytes that belong to whoever read the tile, decoded when asked for. Immutable as those are. */
public final class TileGeometry {
    private final GeometryType type;
    private final byte[] array;
    private final int offset;
    private final int length;

    TileGeometry(GeometryType type, byte[] array, int offset, int length) {
        this.type = type;
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** What the geometry is. */
    public GeometryType type() {
        return type;
    }

    /** The command and parameter integers as they are encoded (specification, sections 4.3.1 and 4.3.2), to be taken as unsigned. */
    public int[] commands() {
        Protobuf integers = new Protobuf();
        integers.reset(array, offset, offset, offset + length);
        IntList list = new IntList();
        while (integers.hasMore()) {
            list.add(integers.varint32());
        }
        return list.take();
    }

    /**
     * Coordinates x, y, x, y, ... of each part: one part with all points, or one per line, or one per ring without its first point
     * again at the end. No part for {@link GeometryType#UNKNOWN}.
     *
     * @throws MvtException when the commands cannot be followed
     */
    public List<int[]> parts() {
        GeometryReader reader = new GeometryReader();
        reader.open(type, array, offset, length);
        List<int[]> parts = new ArrayList<>();
        IntList part = new IntList();
        for (GeometryReader.Step step = reader.next(); step != GeometryReader.Step.END; step = reader.next()) {
            if (step == GeometryReader.Step.BEGIN && type != GeometryType.POINT && !part.isEmpty()) {
                parts.add(part.take());
            }
            if (step != GeometryReader.Step.CLOSE) {
                part.add(reader.x());
                part.add(reader.y());
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.take());
        }
        return parts;
    }

    /**
     * The rings of each polygon, the exterior ring first. The first ring that has an area says which winding is exterior, so that layers
     * of version 1, which has no rule for it, are read too; rings without area are left out.
     *
     * @throws MvtException when the commands cannot be followed
     * @throws IllegalStateException when the geometry is not of polygons
     */
    public List<List<int[]>> polygons() {
        if (type != GeometryType.POLYGON) {
            throw new IllegalStateException("A " + type + " has no polygons");
        }
        List<List<int[]>> polygons = new ArrayList<>();
        int exterior = 0;
        for (int[] ring : parts()) {
            int winding = Long.signum(Rings.doubleArea(ring));
            if (winding == 0) {
                continue;
            }
            if (exterior == 0 || winding == exterior) {
                exterior = winding;
                polygons.add(new ArrayList<>());
            }
            polygons.get(polygons.size() - 1).add(ring);
        }
        return polygons;
    }

    /** Integers that become an array. */
    private static final class IntList {
        private int[] items = new int[16];
        private int size;

        void add(int item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            items[size++] = item;
        }

        boolean isEmpty() {
            return size == 0;
        }

        int[] take() {
            int[] taken = Arrays.copyOf(items, size);
            size = 0;
            return taken;
        }
    }
}
