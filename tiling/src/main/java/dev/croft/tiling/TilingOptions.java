package dev.croft.tiling;

import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.Problems;
import dev.croft.tiling.gzip.Encoder;
import dev.croft.tiling.slice.SliceOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tiles hold. Only these affect the result. A pixel is 1/256 of a tile's side, a unit 1/{@code extent} of it.
 *
 * <p>A tile is too large when the bytes of its geometry plus {@link #FEATURE_BYTES} for each feature exceed {@code tileBytes}, so
 * that new attributes for the same polygons never change which are there; compressed, it is usually smaller. Each of two layers may
 * then take half of {@code tileBytes}, or what the other leaves: features are taken, those that {@code drop} would drop last first,
 * while they fit. One polygon is taken even when it does not fit; it may leave nothing for the points.
 *
 * @param polygons layer of the polygons
 * @param centroids layer of one point inside each polygon; empty for none
 * @param attributes names of the attributes to keep; empty for all
 * @param featureId column whose integers become the ids of the features, and which orders them; empty for one called {@code id}
 * @param simplifyPixels step of the lattice to which vertices are rounded below the last zoom, in pixels
 * @param minAreaPixels2 polygons of less area are tiny at that zoom, in square pixels
 * @param tiny what happens to those
 * @param tileBytes limit for a tile; empty for none
 * @param drop what a tile beyond it loses
 * @param bufferPixels width of the margin around a tile in which polygons are kept, in pixels
 * @param extent units along a tile's side, a power of two
 * @param encoder what compresses the tiles
 * @param compressionLevel one of the encoder's
 * @param box only zones whose bounding box touches it, in the zones' CRS
 * @param limit only the first so many of those
 * @param badZones what a zone does whose geometry is invalid or too large
 */
public record TilingOptions(
        LayerSpec polygons,
        Optional<LayerSpec> centroids,
        Optional<List<String>> attributes,
        Optional<String> featureId,
        double simplifyPixels,
        double minAreaPixels2,
        TinyRule tiny,
        OptionalLong tileBytes,
        DropRule drop,
        double bufferPixels,
        int extent,
        Encoder encoder,
        int compressionLevel,
        Optional<Bounds> box,
        OptionalLong limit,
        BadZonePolicy badZones) {
    /** What a feature counts for beside its geometry: id, tags, message headers. */
    public static final int FEATURE_BYTES = 24;

    static final String LAYER = "layer";
    static final String CENTROIDS = "centroids";
    static final String ATTRIBUTES = "attributes";
    static final String EXTENT = "extent";
    static final String ENCODER = "encoder";
    static final String NONE = "none";
    static final String ALL = "all";

    private static final double PIXELS_ACROSS = 256;

    /** What a zone does to the run that is {@link ZoneReason#INVALID_GEOMETRY} or {@link ZoneReason#TOO_MANY_TILES}. */
    public enum BadZonePolicy {
        /** It is counted and left out. */
        SKIP,
        /** The run fails and names the first such row. */
        FAIL
    }

    /** A set of defaults. */
    public enum Profile {
        /** What a map needs: tiny polygons accumulated, tiles of at most 500,000 bytes. */
        WEB,
        /** Every feature at every zoom. */
        KEEP_ALL
    }

    public TilingOptions {
        attributes = attributes.map(List::copyOf);
        Problems problems = new Problems();
        LayerSpec points = centroids.orElse(null);
        problems.require(
                points == null || !points.name().equals(polygons.name()),
                () -> "Cannot make two layers called \"" + polygons.name()
                        + "\": give --layer or --centroids another name.");
        long bytes = tileBytes.orElse(1);
        problems.require(bytes >= 1, () -> "Cannot keep tiles below " + bytes + " bytes: --tile-bytes is at least 1.");
        long rows = limit.orElse(1);
        problems.require(rows >= 1, () -> "Cannot stop after " + rows + " zones: --limit is at least 1.");
        problems.throwIfAny();
        encoder.requireLevel(compressionLevel);
    }

    /** Begins with the defaults of a profile. */
    public static Builder of(Profile profile) {
        return new Builder(profile);
    }

    SliceOptions sliceOptions() {
        return new SliceOptions(
                polygons.minZoom(), polygons.maxZoom(), extent, bufferPixels, simplifyPixels, minAreaPixels2);
    }

    /** The smallest area that a polygon is drawn with, in square units. */
    double minAreaUnits2() {
        double unitsPerPixel = extent / PIXELS_ACROSS;
        return minAreaPixels2 * unitsPerPixel * unitsPerPixel;
    }

    int minZoom() {
        return Math.min(polygons.minZoom(), centroids.orElse(polygons).minZoom());
    }

    int maxZoom() {
        return Math.max(polygons.maxZoom(), centroids.orElse(polygons).maxZoom());
    }

    /** What decides what a tile of given features holds, by name, for receipts and for the metadata of archives. */
    public SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(LAYER, polygons.toString());
        parameters.put(CENTROIDS, centroids.map(LayerSpec::toString).orElse(NONE));
        parameters.put(
                ATTRIBUTES, attributes.map(names -> String.join(",", names)).orElse(ALL));
        parameters.put("featureId", featureId.orElse(""));
        parameters.put("simplifyPixels", Double.toString(simplifyPixels));
        parameters.put("minAreaPixels2", Double.toString(minAreaPixels2));
        parameters.put("tiny", tiny.name());
        parameters.put("tileBytes", tileBytes.isPresent() ? Long.toString(tileBytes.getAsLong()) : NONE);
        parameters.put("drop", drop.name());
        parameters.put("bufferPixels", Double.toString(bufferPixels));
        parameters.put(EXTENT, Integer.toString(extent));
        parameters.put(ENCODER, encoder.description(compressionLevel));
        return parameters;
    }

    /** Collects what differs from a profile. Confined to a thread. */
    public static final class Builder {
        private LayerSpec polygons = LayerSpec.named("fields");
        private Optional<LayerSpec> centroids = Optional.of(LayerSpec.named(CENTROIDS));
        private Optional<List<String>> attributes = Optional.empty();
        private Optional<String> featureId = Optional.empty();
        private double simplifyPixels = 1;
        private double minAreaPixels2;
        private TinyRule tiny;
        private OptionalLong tileBytes;
        private DropRule drop;
        private double bufferPixels = 8;
        private int extent = 4096;
        private Encoder encoder = Encoder.CROFT;
        private int compressionLevel = Encoder.CROFT.usualLevel();
        private Optional<Bounds> box = Optional.empty();
        private OptionalLong limit = OptionalLong.empty();
        private BadZonePolicy badZones = BadZonePolicy.SKIP;

        private Builder(Profile profile) {
            boolean web = profile == Profile.WEB;
            minAreaPixels2 = web ? 1 : 0;
            tiny = web ? TinyRule.ACCUMULATE : TinyRule.KEEP;
            tileBytes = web ? OptionalLong.of(500_000) : OptionalLong.empty();
            drop = web ? DropRule.DENSEST : DropRule.NONE;
        }

        public Builder polygons(LayerSpec layer) {
            polygons = layer;
            return this;
        }

        public Builder centroids(LayerSpec layer) {
            centroids = Optional.of(layer);
            return this;
        }

        public Builder withoutCentroids() {
            centroids = Optional.empty();
            return this;
        }

        /** Keeps these attributes only, in the order in which the tables have them. */
        public Builder attributes(List<String> names) {
            attributes = Optional.of(names);
            return this;
        }

        public Builder featureId(String column) {
            featureId = Optional.of(column);
            return this;
        }

        public Builder simplifyPixels(double pixels) {
            simplifyPixels = pixels;
            return this;
        }

        public Builder minAreaPixels2(double pixels2) {
            minAreaPixels2 = pixels2;
            return this;
        }

        public Builder tiny(TinyRule rule) {
            tiny = rule;
            return this;
        }

        public Builder tileBytes(long bytes) {
            tileBytes = OptionalLong.of(bytes);
            return this;
        }

        public Builder withoutTileLimit() {
            tileBytes = OptionalLong.empty();
            return this;
        }

        public Builder drop(DropRule rule) {
            drop = rule;
            return this;
        }

        public Builder bufferPixels(double pixels) {
            bufferPixels = pixels;
            return this;
        }

        public Builder extent(int units) {
            extent = units;
            return this;
        }

        public Builder compression(Encoder newEncoder, int level) {
            encoder = newEncoder;
            compressionLevel = level;
            return this;
        }

        public Builder box(Bounds bounds) {
            box = Optional.of(bounds);
            return this;
        }

        public Builder limit(long zones) {
            limit = OptionalLong.of(zones);
            return this;
        }

        public Builder badZones(BadZonePolicy policy) {
            badZones = policy;
            return this;
        }

        /**
         * The options.
         *
         * @throws dev.croft.core.problem.ConfigurationException when they contradict each other or are out of range
         */
        public TilingOptions build() {
            TilingOptions options = new TilingOptions(
                    polygons,
                    centroids,
                    attributes,
                    featureId,
                    simplifyPixels,
                    minAreaPixels2,
                    tiny,
                    tileBytes,
                    drop,
                    bufferPixels,
                    extent,
                    encoder,
                    compressionLevel,
                    box,
                    limit,
                    badZones);
            options.sliceOptions();
            return options;
        }
    }
}
