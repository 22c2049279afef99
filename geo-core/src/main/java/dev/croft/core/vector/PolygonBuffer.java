package dev.croft.core.vector;

import java.util.Arrays;

/**
 * One polygon or multipolygon in reused primitive arrays. Vertices of all rings follow each other; a part is one
 * polygon, its first ring the shell and the others holes. Rings are closed or not, as the input had them; readers of a
 * ring treat its last vertex as joined to its first. Confined to one thread; the arrays are lent and are replaced when
 * the buffer grows.
 */
public final class PolygonBuffer {
    private double[] x = new double[256];
    private double[] y = new double[256];
    private int[] ringEnds = new int[16];
    private int[] partEnds = new int[16];
    private int vertexCount;
    private int ringCount;
    private int partCount;

    public void clear() {
        vertexCount = 0;
        ringCount = 0;
        partCount = 0;
    }

    /** Becomes a copy of another. */
    public void copyFrom(PolygonBuffer other) {
        clear();
        reserve(other.vertexCount);
        System.arraycopy(other.x, 0, x, 0, other.vertexCount);
        System.arraycopy(other.y, 0, y, 0, other.vertexCount);
        vertexCount = other.vertexCount;
        ringEnds = copied(other.ringEnds, other.ringCount, ringEnds);
        ringCount = other.ringCount;
        partEnds = copied(other.partEnds, other.partCount, partEnds);
        partCount = other.partCount;
    }

    private static int[] copied(int[] source, int count, int[] room) {
        int[] target = room.length < count ? new int[source.length] : room;
        System.arraycopy(source, 0, target, 0, count);
        return target;
    }

    /** Makes room for {@code count} more vertices; write them from {@link #vertexCount()} on, then call {@link #addRing}. */
    public void reserve(int count) {
        int needed = Math.addExact(vertexCount, count);
        if (needed > x.length) {
            int capacity = Math.max(needed, x.length * 2);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
        }
    }

    /** Ends a ring whose {@code count} vertices were written after {@link #reserve}. */
    public void addRing(int count) {
        vertexCount += count;
        if (ringCount == ringEnds.length) {
            ringEnds = Arrays.copyOf(ringEnds, ringCount * 2);
        }
        ringEnds[ringCount++] = vertexCount;
    }

    /** Ends a part: all rings since the last part belong to it. */
    public void addPart() {
        if (partCount == partEnds.length) {
            partEnds = Arrays.copyOf(partEnds, partCount * 2);
        }
        partEnds[partCount++] = ringCount;
    }

    public double[] x() {
        return x;
    }

    public double[] y() {
        return y;
    }

    public int vertexCount() {
        return vertexCount;
    }

    public int ringCount() {
        return ringCount;
    }

    /** Index of the first vertex of {@code ring}. */
    public int ringStart(int ring) {
        return ring == 0 ? 0 : ringEnds[ring - 1];
    }

    /** Index after the last vertex of {@code ring}. */
    public int ringEnd(int ring) {
        return ringEnds[ring];
    }

    public int partCount() {
        return partCount;
    }

    /** Index of the first ring of {@code part}. */
    public int partStart(int part) {
        return part == 0 ? 0 : partEnds[part - 1];
    }

    /** Index after the last ring of {@code part}. */
    public int partEnd(int part) {
        return partEnds[part];
    }
}
