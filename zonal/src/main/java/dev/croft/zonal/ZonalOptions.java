package dev.croft.zonal;

import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.CategoryForm;
import dev.croft.zonal.statistics.CellCounting;
import dev.croft.zonal.statistics.ClassNames;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.TieRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What to compute, and over which zones. Only these affect the result.
 *
 * @param statistics what to compute of a zone's cells, in the order of the columns
 * @param pixels which cells belong to a zone, and how much of them
 * @param minCoverage under {@link PixelRule#FRACTION}, cells that are covered less than this are left out; from 0 to 1
 * @param ties which class wins when several cover the same number of cells
 * @param noData values to leave out instead of a band's own nodata value; empty for the band's own
 * @param categories what the statistic {@code categories} becomes
 * @param classNames names of classes; empty for those that each raster has itself, if any
 * @param idColumn column that identifies a zone; empty for a column named {@code id}, else the row number from 0
 * @param kept which other columns to carry through
 * @param keepGeometry whether the result has the zones' geometry, as they have it
 * @param box only zones whose bounding box touches it, in the zones' CRS
 * @param limit only the first so many rows of those
 * @param badZones what a zone with an invalid geometry does
 * @param toleranceCells most that the approximation of the CRS transform may move a vertex, in cells
 */
public record ZonalOptions(
        List<Statistic> statistics,
        PixelRule pixels,
        double minCoverage,
        TieRule ties,
        List<NoData> noData,
        CategoryForm categories,
        ClassNames classNames,
        Optional<String> idColumn,
        KeptColumns kept,
        boolean keepGeometry,
        Optional<Bounds> box,
        OptionalLong limit,
        BadZonePolicy badZones,
        double toleranceCells) {

    /** Largest error of an approximated CRS transform unless asked otherwise, in cells. */
    public static final double DEFAULT_TOLERANCE_CELLS = 0.01;

    /** What a zone with an {@link ZoneReason#INVALID_GEOMETRY} does to the run. */
    public enum BadZonePolicy {
        /** Its row has no majority and says why. */
        NULL,
        /** The run fails and names the first such row. */
        FAIL
    }

    /** Columns to carry from the zones to the result: all that are flat, or those named. */
    public record KeptColumns(boolean all, List<String> names) {
        public static final KeptColumns NONE = new KeptColumns(false, List.of());
        public static final KeptColumns ALL = new KeptColumns(true, List.of());

        public KeptColumns {
            names = List.copyOf(names);
        }

        public static KeptColumns named(List<String> names) {
            return new KeptColumns(false, names);
        }
    }

    public ZonalOptions {
        statistics = List.copyOf(statistics);
        noData = List.copyOf(noData);
    }

    /** Notes what is out of range or contradicts itself. */
    void check(Problems problems) {
        problems.require(
                limit.orElse(1) >= 1, () -> "Cannot stop after " + limit.getAsLong() + " rows: --limit is at least 1.");
        problems.require(
                minCoverage >= 0 && minCoverage <= 1,
                () -> "Cannot leave out cells covered less than " + minCoverage + ": --min-coverage is from 0 to 1.");
        problems.require(
                !(minCoverage > 0 && minCoverage <= 1) || pixels == PixelRule.FRACTION,
                () -> "Cannot leave out cells covered less than " + minCoverage
                        + " when cells count whole. Add --pixels fraction, or leave --min-coverage out.");
        problems.require(
                categories == CategoryForm.LIST || statistics.contains(Statistic.of(Statistic.Kind.CATEGORIES)),
                () -> "Cannot make columns of categories that are not asked for. Add categories to --stats, or leave "
                        + "--categories out.");
        problems.require(!statistics.isEmpty(), () -> "Cannot compute nothing: --stats names no statistic.");
    }

    /** What a cell counts for. */
    CellCounting counting(boolean isWeighted) {
        return pixels == PixelRule.FRACTION || isWeighted ? CellCounting.WEIGHTED : CellCounting.WHOLE;
    }

    /** Majority by cell centre, ties to the smallest value, one row per zone. */
    public static ZonalOptions defaults() {
        return new Draft().options();
    }

    /** The same, with other statistics. */
    public ZonalOptions withStatistics(List<Statistic> newStatistics) {
        return changed(draft -> draft.statistics = newStatistics);
    }

    /** The same, by another pixel rule. */
    public ZonalOptions withPixels(PixelRule newPixels) {
        return changed(draft -> draft.pixels = newPixels);
    }

    /** The same, without cells that are covered less than this. */
    public ZonalOptions withMinCoverage(double newMinCoverage) {
        return changed(draft -> draft.minCoverage = newMinCoverage);
    }

    /** The same, with another rule for ties. */
    public ZonalOptions withTies(TieRule newTies) {
        return changed(draft -> draft.ties = newTies);
    }

    /** The same, leaving these values out instead of a band's own nodata value. */
    public ZonalOptions withNoData(List<NoData> newNoData) {
        return changed(draft -> draft.noData = newNoData);
    }

    /** The same, with categories in another form. */
    public ZonalOptions withCategories(CategoryForm newCategories) {
        return changed(draft -> draft.categories = newCategories);
    }

    /** The same, with names for classes. */
    public ZonalOptions withClassNames(ClassNames newClassNames) {
        return changed(draft -> draft.classNames = newClassNames);
    }

    /** The same, with the column that identifies a zone. */
    public ZonalOptions withId(String newIdColumn) {
        return changed(draft -> draft.idColumn = Optional.of(newIdColumn));
    }

    /** The same, carrying other columns through. */
    public ZonalOptions withKept(KeptColumns newKept) {
        return changed(draft -> draft.kept = newKept);
    }

    /** The same, with the zones' geometry in the result. */
    public ZonalOptions withGeometry() {
        return changed(draft -> draft.keepGeometry = true);
    }

    /** The same, only for zones whose bounding box touches this one, in the zones' CRS. */
    public ZonalOptions withBox(Bounds newBox) {
        return changed(draft -> draft.box = Optional.of(newBox));
    }

    /** The same, for the first so many rows only. */
    public ZonalOptions withLimit(long newLimit) {
        return changed(draft -> draft.limit = OptionalLong.of(newLimit));
    }

    /** The same, with another answer to invalid geometries. */
    public ZonalOptions withBadZones(BadZonePolicy newBadZones) {
        return changed(draft -> draft.badZones = newBadZones);
    }

    private ZonalOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options that can be changed one by one. */
    private static final class Draft {
        private List<Statistic> statistics = Statistic.DEFAULTS;
        private PixelRule pixels = PixelRule.CENTER;
        private double minCoverage;
        private TieRule ties = TieRule.SMALLEST;
        private List<NoData> noData = List.of();
        private CategoryForm categories = CategoryForm.LIST;
        private ClassNames classNames = ClassNames.NONE;
        private Optional<String> idColumn = Optional.empty();
        private KeptColumns kept = KeptColumns.NONE;
        private boolean keepGeometry;
        private Optional<Bounds> box = Optional.empty();
        private OptionalLong limit = OptionalLong.empty();
        private BadZonePolicy badZones = BadZonePolicy.NULL;
        private double toleranceCells = DEFAULT_TOLERANCE_CELLS;

        Draft() {}

        Draft(ZonalOptions options) {
            statistics = options.statistics;
            pixels = options.pixels;
            minCoverage = options.minCoverage;
            ties = options.ties;
            noData = options.noData;
            categories = options.categories;
            classNames = options.classNames;
            idColumn = options.idColumn;
            kept = options.kept;
            keepGeometry = options.keepGeometry;
            box = options.box;
            limit = options.limit;
            badZones = options.badZones;
            toleranceCells = options.toleranceCells;
        }

        ZonalOptions options() {
            return new ZonalOptions(
                    statistics,
                    pixels,
                    minCoverage,
                    ties,
                    noData,
                    categories,
                    classNames,
                    idColumn,
                    kept,
                    keepGeometry,
                    box,
                    limit,
                    badZones,
                    toleranceCells);
        }
    }
}
