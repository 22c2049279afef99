package dev.croft.core.grid;

/** Rectangle in world coordinates, closed on all sides. West may not exceed east, nor south north. */
public record Bounds(double west, double south, double east, double north) {
    public Bounds {
        if (!(west <= east) || !(south <= north)) {
            throw new IllegalArgumentException(
                    "Cannot use bounds west " + west + ", south " + south + ", east " + east + ", north " + north);
        }
    }

    @Override
    public String toString() {
        return "west " + west + ", south " + south + ", east " + east + ", north " + north;
    }

    public double width() {
        return east - west;
    }

    public double height() {
        return north - south;
    }

    public boolean intersects(Bounds other) {
        return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
    }
}
