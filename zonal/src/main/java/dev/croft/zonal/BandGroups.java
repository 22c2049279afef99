package dev.croft.zonal;

import dev.croft.core.crs.ApproximateTransform;
import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.cache.BlockCache;
import dev.croft.core.run.MemoryBudget;
import dev.croft.zonal.cells.ZoneCells;
import dev.croft.zonal.statistics.ZoneTally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bands of a job by grid, so that the cells of a zone are found once for all rasters that share one. */
final class BandGroups {
    private final Crs zonesCrs;
    private final List<LabelledBand> bands;
    private final Optional<RasterSource> weights;
    private final ZonalOptions options;
    private final List<Group> groups = new ArrayList<>();

    /** Bands on one grid, by their places in the result. */
    private record Group(GridGeometry grid, CellTransform toCells, List<Integer> bands) {}

    private BandGroups(Crs zonesCrs, List<LabelledBand> bands, Optional<RasterSource> weights, ZonalOptions options) {
        this.zonesCrs = zonesCrs;
        this.bands = List.copyOf(bands);
        this.weights = weights;
        this.options = options;
    }

    static BandGroups of(Crs zonesCrs, List<LabelledBand> bands, Optional<RasterSource> weights, ZonalOptions options) {
        BandGroups made = new BandGroups(zonesCrs, bands, weights, options);
        Map<GridGeometry, List<Integer>> byGrid = new LinkedHashMap<>();
        for (int band = 0; band < bands.size(); band++) {
            byGrid.computeIfAbsent(bands.get(band).raster().grid(), grid -> new ArrayList<>())
                    .add(band);
        }
        byGrid.forEach((grid, places) -> {
            CellTransform toCells = new CellTransform(transform(zonesCrs, grid, options), grid.transform());
            made.groups.add(new Group(grid, toCells, List.copyOf(places)));
        });
        return made;
    }

    private static CoordinateTransform transform(Crs zonesCrs, GridGeometry grid, ZonalOptions options) {
        if (!zonesCrs.isKnown() || zonesCrs.isEquivalentTo(grid.crs())) {
            return CoordinateTransform.identity();
        }
        double cell = Math.min(grid.transform().cellWidth(), grid.transform().cellHeight());
        return ApproximateTransform.between(zonesCrs, grid.crs(), options.toleranceCells() * cell);
    }

    /** How many different grids there are. */
    int gridCount() {
        return groups.size();
    }

    /** What says where zones lie in the raster that has the most blocks. */
    ZonePlacer newPlacer() {
        Group group = groups.stream()
                .filter(candidate -> candidate.bands().contains(largest()))
                .findFirst()
                .orElseThrow();
        return new ZonePlacer(bands.get(largest()).raster(), group.toCells());
    }

    /** Blocks of that raster. */
    long blockCount() {
        return blockCount(largest());
    }

    private int largest() {
        int largest = 0;
        for (int band = 1; band < bands.size(); band++) {
            largest = blockCount(band) > blockCount(largest) ? band : largest;
        }
        return largest;
    }

    private long blockCount(int band) {
        RasterSource raster = bands.get(band).raster();
        return (long) raster.blocksAcross() * raster.blocksDown();
    }

    /** Memory for decoded blocks: all of the rasters, or each its share of what there is. */
    Caches reserve(MemoryBudget memory) {
        long wholeRasters = 0;
        for (LabelledBand band : bands) {
            wholeRasters += decodedBytes(band.raster(), band.info());
        }
        wholeRasters += weights.map(
                        raster -> decodedBytes(raster, raster.bands().get(0)))
                .orElse(0L);
        return new Caches(memory.reserveUpTo("raster blocks", wholeRasters, 1), wholeRasters);
    }

    private static long decodedBytes(RasterSource raster, RasterBand band) {
        long blockBytes = (long) raster.blockColumnCount()
                * raster.blockRowCount()
                * band.type().byteCount();
        return blockBytes * raster.blocksAcross() * raster.blocksDown();
    }

    /** The decoded blocks of all rasters while a job runs. */
    final class Caches implements AutoCloseable {
        private final MemoryBudget.Grant grant;
        private final double share;
        private final List<BlockCache> caches = new ArrayList<>();
        private final Optional<BlockCache> weightCache;

        private Caches(MemoryBudget.Grant grant, long wholeRasters) {
            this.grant = grant;
            share = Math.min(1, grant.bytes() / (double) wholeRasters);
            for (LabelledBand band : bands) {
                long bytes = (long) Math.ceil(share * decodedBytes(band.raster(), band.info()));
                caches.add(new BlockCache(band.raster(), band.band() - 1, bytes));
            }
            weightCache = weights.map(raster -> new BlockCache(raster, 0, (long)
                    Math.ceil(share * decodedBytes(raster, raster.bands().get(0)))));
        }

        /** What one thread needs. */
        ZoneWorker newWorker(ZonalOptions options) {
            return new ZoneWorker(groups.stream().map(this::tallies).toList(), options);
        }

        private GridTallies tallies(Group group) {
            GridGeometry grid = group.grid();
            ZoneCells cells = ZoneCells.of(
                    options.pixels(),
                    grid.columnCount(),
                    grid.rowCount(),
                    grid.transform().rowY() < 0);
            return new GridTallies(
                    grid,
                    group.toCells(),
                    new EdgeRefiner(zonesCrs, group.toCells(), options.toleranceCells()),
                    cells,
                    group.bands().stream().map(this::tally).toList());
        }

        private BandTally tally(int place) {
            LabelledBand band = bands.get(place);
            ZoneTally tally = ZoneTally.of(
                    band.info().type(),
                    ZonalRecipes.noData(band, options),
                    options.ties(),
                    options.statistics(),
                    options.counting(weights.isPresent()));
            CellWeights cellWeights = weightCache
                    .map(cache -> new CellWeights(weights.orElseThrow(), cache))
                    .orElse(null);
            return new BandTally(place, band, caches.get(place), tally, cellWeights, options.minCoverage());
        }

        /** Part of all blocks that there is room for, at most 1. */
        double share() {
            return share;
        }

        long decodedBlockCount(int band) {
            return caches.get(band).decodedBlockCount();
        }

        @Override
        public void close() {
            grant.close();
        }
    }
}
