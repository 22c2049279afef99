package dev.croft.tiling.mvt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a tile breaks of the rules of version 2.1 (specification, sections 4.1 to 4.4), for tests and for {@code croft validate}.
 *
 * <p>Of the shape of polygons it checks what integers tell cheaply: points, area, winding, and holes whose every point is inside their
 * exterior ring or on it. It does not look for self-intersections, for rings that cross, nor for holes that overlap. Its time grows with
 * the points of holes times those of their exterior ring. A layer that does not say its extent passes, since decoders take the default.
 */
public final class TileCheck {
    /** The rules, each with the section it is from. */
    public enum Rule {
        /** The bytes cannot be read to their end; whatever follows has not been checked. */
        UNREADABLE,
        /** Layer names are unique (4.1). */
        LAYER_NAME_REPEATED,
        /** The version is 2 (4.1). */
        LAYER_VERSION,
        /** The extent is above 0 (4.1). */
        LAYER_EXTENT,
        /** Keys are unique (4.1). */
        KEY_REPEATED,
        /** Values are unique by type and content (4.1). */
        VALUE_REPEATED,
        /** Features have a type, a geometry, pairs of tags, segments that go somewhere, rings of three points (4.2 to 4.4). */
        FEATURE_FLAW,
        /** A feature has a key once (4.4). */
        TAG_REPEATED,
        /** A ring's last point is not its first one again (4.3.3.3, 4.3.4.4). */
        RING_END_REPEATED,
        /** A ring has an area (4.3.4.4). */
        RING_WITHOUT_AREA,
        /** The first ring of a polygon is exterior: its area is positive (4.3.4.4). */
        HOLE_FIRST,
        /** A hole lies inside its exterior ring (4.3.4.4). */
        HOLE_OUTSIDE
    }

    /**
     * One breach of a rule.
     *
     * @param rule which one
     * @param place layer and feature, or byte, with what was found
     */
    public record Violation(Rule rule, String place) {
        @Override
        public String toString() {
            return rule + ": " + place;
        }
    }

    private final LayerReader reader = new LayerReader();
    private final GeometryReader geometry = new GeometryReader();
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> layerNames = new HashSet<>();
    private int[] tagged = new int[0];

    private TileCheck() {}

    /** The violations of a tile that is not compressed, in the order they are met; none when it keeps all rules. */
    public static List<Violation> violations(byte[] bytes, int offset, int length) {
        TileCheck check = new TileCheck();
        check.run(bytes, offset, length);
        return List.copyOf(check.violations);
    }

    private void run(byte[] bytes, int offset, int length) {
        try {
            reader.open(bytes, offset, length);
            while (reader.nextLayer()) {
                checkLayer();
                while (reader.nextFeature()) {
                    checkFeature();
                }
            }
        } catch (MvtException e) {
            violations.add(new Violation(Rule.UNREADABLE, e.getMessage()));
        }
    }

    private void checkLayer() {
        if (!layerNames.add(reader.name())) {
            addOfLayer(Rule.LAYER_NAME_REPEATED, "comes again");
        }
        if (reader.version() != 2) {
            addOfLayer(Rule.LAYER_VERSION, "has version " + reader.version());
        }
        if (reader.extent() == 0) {
            addOfLayer(Rule.LAYER_EXTENT, "has extent 0");
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < reader.keyCount(); i++) {
            if (!keys.add(reader.key(i))) {
                addOfLayer(Rule.KEY_REPEATED, "has key \"" + reader.key(i) + "\" again");
            }
        }
        Set<TagValue> values = new HashSet<>();
        for (int i = 0; i < reader.valueCount(); i++) {
            if (!values.add(reader.value(i))) {
                addOfLayer(Rule.VALUE_REPEATED, "has " + reader.valueType(i) + " \"" + reader.value(i) + "\" again");
            }
        }
        tagged = new int[reader.keyCount()];
        Arrays.fill(tagged, -1);
    }

    private void checkFeature() {
        checkTags();
        if (reader.flaw() != FeatureFlaw.NONE) {
            addOfFeature(Rule.FEATURE_FLAW, reader.flaw().text());
            return;
        }
        FeatureFlaw flaw = VectorTile.flaw(reader, geometry);
        if (flaw != FeatureFlaw.NONE) {
            addOfFeature(Rule.FEATURE_FLAW, flaw.text());
        }
        if (reader.type() == GeometryType.POLYGON) {
            checkRings();
        }
    }

    private void checkTags() {
        for (int i = 0; i < reader.tagCount(); i += 2) {
            int key = reader.tags()[i];
            if (tagged[key] == reader.featureIndex()) {
                addOfFeature(Rule.TAG_REPEATED, "it has key \"" + reader.key(key) + "\" again");
            }
            tagged[key] = reader.featureIndex();
        }
    }

    private void checkRings() {
        List<int[]> rings = new TileGeometry(
                        GeometryType.POLYGON, reader.geometryArray(), reader.geometryOffset(), reader.geometryLength())
                .parts();
        int[] exterior = new int[0];
        for (int i = 0; i < rings.size(); i++) {
            int[] ring = rings.get(i);
            int last = ring.length - 2;
            if (ring[0] == ring[last] && ring[1] == ring[last + 1]) {
                addOfFeature(Rule.RING_END_REPEATED, "ring " + i + " ends at its first point");
            }
            long area = Rings.doubleArea(ring);
            if (area == 0) {
                addOfFeature(Rule.RING_WITHOUT_AREA, "ring " + i + " has no area");
            } else if (area > 0) {
                exterior = ring;
            } else if (exterior.length == 0) {
                addOfFeature(Rule.HOLE_FIRST, "ring " + i + " is a hole without an exterior ring before it");
            } else if (!Rings.encloses(exterior, ring)) {
                addOfFeature(Rule.HOLE_OUTSIDE, "ring " + i + " is a hole that leaves its exterior ring");
            }
        }
    }

    private void addOfLayer(Rule rule, String what) {
        violations.add(new Violation(rule, "layer \"" + reader.name() + "\" " + what));
    }

    private void addOfFeature(Rule rule, String what) {
        violations.add(
                new Violation(rule, "layer \"" + reader.name() + "\", feature " + reader.featureIndex() + ": " + what));
    }
}
