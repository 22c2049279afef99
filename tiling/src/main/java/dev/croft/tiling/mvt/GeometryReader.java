package dev.croft.tiling.mvt;

/**
 * Steps through the geometry commands of one feature, point by point, and holds them to the order that the geometry's type has
 * (specification, sections 4.3.1 to 4.3.4). Reused from feature to feature; confined to one thread.
 *
 * <p>The cursor is an int and wraps around. Commands in a wrong order, of a wrong count, or with fewer bytes than the count asks for are
 * an {@link MvtException}. What only makes a poor shape is a {@link #flaw} and the reading goes on. Geometry of
 * {@link GeometryType#UNKNOWN} has no points.
 */
public final class GeometryReader {
    static final int MOVE_TO = 1;
    static final int LINE_TO = 2;
    static final int CLOSE_PATH = 7;

    /** What a step of {@link #next} found. */
    public enum Step {
        /** A point, or the first one of a line or ring. */
        BEGIN,
        /** A further point of the line or ring. */
        POINT,
        /** The ring ends; it has no further point. */
        CLOSE,
        /** There is nothing more. */
        END
    }

    private final Protobuf commands = new Protobuf();
    private GeometryType type = GeometryType.UNKNOWN;
    private int command;
    private int rest;
    private int before;
    private int x;
    private int y;
    private FeatureFlaw flaw = FeatureFlaw.NONE;

    /** Begins a geometry. The array is lent until the next call. */
    public void open(GeometryType geometryType, byte[] array, int offset, int length) {
        type = geometryType;
        commands.reset(array, offset, offset, type == GeometryType.UNKNOWN ? offset : offset + length);
        command = 0;
        rest = 0;
        before = 0;
        x = 0;
        y = 0;
        flaw = FeatureFlaw.NONE;
    }

    /** Begins the geometry of the feature that a reader stands at. */
    public void open(LayerReader feature) {
        open(feature.type(), feature.geometryArray(), feature.geometryOffset(), feature.geometryLength());
    }

    /** Goes on by one point or closing. */
    public Step next() {
        if (rest == 0 && !nextCommand()) {
            return Step.END;
        }
        rest--;
        if (command == CLOSE_PATH) {
            return Step.CLOSE;
        }
        int dx = zigZag();
        int dy = zigZag();
        x += dx;
        y += dy;
        if (command == MOVE_TO) {
            return Step.BEGIN;
        }
        if (dx == 0 && dy == 0) {
            note(FeatureFlaw.REPEATED_POINT);
        }
        return Step.POINT;
    }

    /** Passes over all that is left; the first flaw of the geometry. */
    FeatureFlaw readToEnd() {
        Step step;
        do {
            step = next();
        } while (step != Step.END);
        return flaw;
    }

    private int zigZag() {
        int value = commands.varint32();
        return (value >>> 1) ^ -(value & 1);
    }

    private boolean nextCommand() {
        before = command;
        if (!commands.hasMore()) {
            requireEnd();
            return false;
        }
        int place = commands.place();
        int integer = commands.varint32();
        command = integer & 7;
        rest = integer >>> 3;
        if (command != MOVE_TO && command != LINE_TO && command != CLOSE_PATH) {
            throw broken(place, "there is no command " + command);
        }
        requireOrder(place);
        if (rest == 0) {
            throw broken(place, "the count of command " + command + " is 0");
        }
        if (command != CLOSE_PATH && 2L * rest > commands.remaining()) {
            throw broken(
                    place,
                    "command " + command + " counts " + rest + " points, too many for the " + commands.remaining()
                            + " bytes that follow");
        }
        return true;
    }

    private void requireOrder(int place) {
        boolean ordered =
                switch (type) {
                    case POINT -> command == MOVE_TO && before == 0;
                    case LINESTRING -> command == LINE_TO ? before == MOVE_TO : isSingleMove() && before != MOVE_TO;
                    case POLYGON -> isOrderedInPolygon();
                    case UNKNOWN -> false;
                };
        if (!ordered) {
            throw broken(
                    place,
                    "a " + type + " has no command " + command + " of count " + rest + " after "
                            + (before == 0 ? "its beginning" : "command " + before));
        }
        if (type == GeometryType.POLYGON && command == LINE_TO && rest == 1) {
            note(FeatureFlaw.SHORT_RING);
        }
    }

    private boolean isSingleMove() {
        return command == MOVE_TO && rest == 1;
    }

    private boolean isOrderedInPolygon() {
        return switch (command) {
            case MOVE_TO -> rest == 1 && (before == 0 || before == CLOSE_PATH);
            case LINE_TO -> before == MOVE_TO;
            default -> rest == 1 && before == LINE_TO;
        };
    }

    private void requireEnd() {
        boolean whole =
                switch (type) {
                    case POINT -> before == MOVE_TO;
                    case LINESTRING -> before == LINE_TO;
                    case POLYGON -> before == CLOSE_PATH;
                    case UNKNOWN -> true;
                };
        if (!whole) {
            throw broken(
                    commands.place(),
                    "a " + type + " ends after " + (before == 0 ? "no command" : "command " + before));
        }
        command = before;
    }

    private void note(FeatureFlaw found) {
        if (flaw == FeatureFlaw.NONE) {
            flaw = found;
        }
    }

    private static MvtException broken(int place, String what) {
        return new MvtException("Cannot follow the geometry of a feature at byte " + place + " of it: " + what + '.');
    }

    /** East of the tile's left edge, after {@link Step#BEGIN} and {@link Step#POINT}. */
    public int x() {
        return x;
    }

    /** South of the tile's upper edge, after {@link Step#BEGIN} and {@link Step#POINT}. */
    public int y() {
        return y;
    }

    /** The first flaw of what has been read. */
    public FeatureFlaw flaw() {
        return flaw;
    }
}
