package dev.croft.zonal;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridAlignment;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.vector.ZoneSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with the rasters of a request. */
final class BandChecks {
    private BandChecks() {}

    static void check(
            ZoneSource zones,
            Crs zonesCrs,
            List<LabelledBand> bands,
            Optional<RasterSource> weights,
            Problems problems) {
        checkLabels(bands, problems);
        Set<String> checked = new HashSet<>();
        for (LabelledBand band : bands) {
            RasterSource raster = band.raster();
            int count = raster.bands().size();
            problems.require(
                    band.band() >= 1 && band.band() <= count,
                    () -> "Cannot read band " + band.band() + " of " + raster.name() + ": it has " + count
                            + " band(s), counted from 1. Choose one with --band.");
            if (checked.add(raster.name())) {
                checkGrid(raster, problems);
                checkCrs(zones, zonesCrs, raster, problems);
                weights.ifPresent(source -> checkWeights(source, raster, problems));
            }
        }
    }

    private static void checkLabels(List<LabelledBand> bands, Problems problems) {
        problems.require(!bands.isEmpty(), () -> "Cannot compute statistics without a raster. Give one with --raster.");
        Set<String> labels = new HashSet<>();
        for (LabelledBand band : bands) {
            problems.require(
                    labels.add(band.label()),
                    () -> "Cannot tell band " + band.band() + " of "
                            + band.raster().name()
                            + " from another in the names of columns: both have "
                            + (band.label().isEmpty() ? "no label" : "the label \"" + band.label() + "\"")
                            + ". Name each band once, and give each --raster a label of its own: LABEL=FILE.");
        }
    }

    private static void checkGrid(RasterSource raster, Problems problems) {
        GeoTransform transform = raster.grid().transform();
        problems.require(
                !transform.isRotated() && transform.columnX() > 0,
                () -> "Cannot use the grid of " + raster.name() + ": its geotransform is rotated or mirrored ("
                        + transform + "). Warp it to a north-up grid first, for instance with gdalwarp.");
    }

    private static void checkCrs(ZoneSource zones, Crs zonesCrs, RasterSource raster, Problems problems) {
        Crs rasterCrs = raster.grid().crs();
        problems.require(
                zonesCrs.isKnown() || !rasterCrs.isKnown(),
                () -> "Cannot place the zones of " + zones.name() + " on " + raster.name()
                        + ": the zones state no CRS, the " + "raster is in " + rasterCrs
                        + ". Give theirs with --zones-crs.");
        problems.require(
                rasterCrs.isKnown() || !zonesCrs.isKnown(),
                () -> "Cannot place the zones of " + zones.name() + " on " + raster.name()
                        + ": the raster states no CRS, the " + "zones are in " + zonesCrs
                        + ". Give the raster one, for instance with gdal_edit -a_srs.");
    }

    private static String difference(GridGeometry weights, GridGeometry raster) {
        return GridAlignment.of(weights, raster, 0) instanceof GridAlignment.Misaligned misaligned
                ? misaligned.reason()
                : "the weights cover " + weights.bounds() + ", the raster " + raster.bounds();
    }

    private static void checkWeights(RasterSource weights, RasterSource raster, Problems problems) {
        problems.require(
                weights.grid().equals(raster.grid()),
                () -> "Cannot weigh the cells of " + raster.name() + " with " + weights.name()
                        + ": their grids differ, " + difference(weights.grid(), raster.grid())
                        + ". Bring the weights to the raster's grid first, for instance with gdalwarp.");
    }
}
