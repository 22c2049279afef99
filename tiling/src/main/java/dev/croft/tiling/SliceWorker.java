package dev.croft.tiling;

import dev.croft.core.grid.Bounds;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.attribute.AttributeWriter;
import dev.croft.tiling.shard.RecordKind;
import dev.croft.tiling.shard.RunWriter;
import dev.croft.tiling.slice.FragmentSink;
import dev.croft.tiling.slice.SliceOutcome;
import dev.croft.tiling.slice.TileSlicer;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns batches of zones into records of their fragments, and keeps their attributes. Confined to one thread. */
final class SliceWorker implements BoundedPipeline.Worker<ZoneBatch, SliceBatch>, FragmentSink {
    /** Positions of a higher order would not fit in a long that has a sign. */
    private static final int HILBERT_ORDER = 31;

    private final TilingOptions options;
    private final WorldTransform transform;
    private final AttributeWriter store;
    private final ZoneColumns columns;
    private final int keyPlace;
    private final Bounds box;
    private final TileSlicer slicer;
    private final PolygonBuffer polygon = new PolygonBuffer();
    private final TileEstimate estimate = new TileEstimate(polygon);
    private final PolygonExtent extent = new PolygonExtent();
    private final RunWriter records = new RunWriter();
    private int row;
    private int dustZooms;

    SliceWorker(TilingOptions options, WorldTransform transform, AttributeStore store, ZoneColumns columns) {
        this.options = options;
        this.transform = transform;
        this.store = store.writer();
        this.columns = columns;
        this.keyPlace = columns.keyPlace();
        this.box = options.box().orElse(null);
        this.slicer = new TileSlicer(options.sliceOptions(), this);
    }

    @Override
    public void map(ZoneBatch zones, SliceBatch batch) throws IOException {
        batch.clear(zones.rowCount(), slicer.counts());
        records.begin(batch.spill);
        for (int i = 0; i < zones.rowCount(); i++) {
            row = Math.toIntExact(zones.sourceRow(i));
            add(zones, i, batch);
        }
        records.end();
    }

    private void add(ZoneBatch zones, int i, SliceBatch batch) throws IOException {
        Optional<ZoneReason> reason = parse(zones, i);
        if (box != null && (reason.isPresent() || !touches(box))) {
            return;
        }
        if (reason.isEmpty() && !transform.apply(polygon)) {
            reason = Optional.of(ZoneReason.INVALID_GEOMETRY);
        }
        if (reason.isEmpty()) {
            reason = slice(batch);
        }
        if (reason.isPresent()) {
            batch.skip(reason.get(), row, detail(reason.get()));
        } else {
            keepAttributes(zones, i);
        }
    }

    private Optional<ZoneReason> parse(ZoneBatch zones, int i) {
        if (zones.isNull(i)) {
            return Optional.of(ZoneReason.NULL_GEOMETRY);
        }
        return switch (WkbPolygons.read(zones.wkb(), zones.wkbOffset(i), zones.wkbLength(i), polygon)) {
            case POLYGON -> Optional.empty();
            case EMPTY -> Optional.of(ZoneReason.EMPTY_GEOMETRY);
            case NOT_A_POLYGON -> Optional.of(ZoneReason.NOT_A_POLYGON);
            case INVALID -> Optional.of(ZoneReason.INVALID_GEOMETRY);
        };
    }

    private boolean touches(Bounds bounds) {
        extent.measure(polygon);
        return extent.touches(bounds);
    }

    /** Adds the records of the polygon at all zooms. */
    private Optional<ZoneReason> slice(SliceBatch batch) throws IOException {
        dustZooms = 0;
        extent.measure(polygon);
        if (extent.isOutsideMap(transform.error())) {
            return Optional.of(ZoneReason.OUTSIDE_MAP);
        }
        if (tooDeepZoom().isPresent()) {
            return Optional.of(ZoneReason.TOO_MANY_TILES);
        }
        SliceOutcome outcome = slicer.slice(polygon);
        if (outcome != SliceOutcome.SLICED) {
            return Optional.of(outcome == SliceOutcome.EMPTY ? ZoneReason.NO_AREA : ZoneReason.INVALID_GEOMETRY);
        }
        int x = fixedPoint(slicer.worldX());
        int y = fixedPoint(slicer.worldY());
        for (int zoom = options.polygons().minZoom(); zoom <= options.polygons().maxZoom(); zoom++) {
            if ((dustZooms & (1 << zoom)) != 0) {
                records.add(tileOf(zoom, x, y), row, RecordKind.DUST);
            }
        }
        if (options.centroids().isPresent()) {
            LayerSpec layer = options.centroids().get();
            for (int zoom = layer.minZoom(); zoom <= layer.maxZoom(); zoom++) {
                records.add(tileOf(zoom, x, y), row, RecordKind.POINT);
            }
        }
        store.putFacts(row, x, y, slicer.worldArea(), position(x, y));
        batch.add(row, extent, slicer.counts());
        return Optional.empty();
    }

    private OptionalInt tooDeepZoom() {
        return estimate.firstZoomBeyond(
                options.polygons().minZoom(), options.polygons().maxZoom());
    }

    /** What the reason does not say about the polygon at hand, as a clause. */
    private String detail(ZoneReason reason) {
        if (reason != ZoneReason.TOO_MANY_TILES) {
            return "";
        }
        int zoom = tooDeepZoom().orElseThrow();
        return String.format(
                Locale.ROOT,
                "it covers about %,d tiles at zoom %d, and at most %,d can be made of one polygon",
                estimate.tiles(zoom),
                zoom,
                TileEstimate.MOST_TILES);
    }

    @Override
    public void polygon(long tileId, byte[] commands, int offset, int length) {
        records.add(tileId, row, RecordKind.POLYGON, commands, offset, length);
    }

    @Override
    public void dust(int zoom) {
        dustZooms |= 1 << zoom;
    }

    private void keepAttributes(ZoneBatch zones, int i) throws IOException {
        for (int attribute = 0; attribute < columns.attributes().size(); attribute++) {
            store.put(row, attribute, zones.columns().get(attribute), i);
        }
        if (keyPlace >= 0) {
            store.putKey(row, zones.columns().get(keyPlace), i);
        }
    }

    /** A world coordinate times 2^32, whole turns set aside, as the int of the same bits. */
    static int fixedPoint(double world) {
        double inside = world == 1 ? Math.nextDown(1.0) : world - Math.floor(world);
        return (int) (long) (inside * 0x1p32);
    }

    /** Position along the Hilbert curve through the whole world of a point of fixed coordinates. */
    private static long position(int x, int y) {
        return TileId.hilbert(HILBERT_ORDER, x >>> 1, y >>> 1);
    }

    /** The tile of a zoom that a point of fixed coordinates lies in. */
    static long tileOf(int zoom, int x, int y) {
        return zoom == 0 ? 0 : TileId.of(zoom, x >>> (Integer.SIZE - zoom), y >>> (Integer.SIZE - zoom));
    }
}
