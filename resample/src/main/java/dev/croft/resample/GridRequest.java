package dev.croft.resample;

import dev.croft.core.config.YamlSection;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target grid as it is asked for, some of it left open.
 *
 * @param shownAs the text or file that asks
 * @param cellWidth in units of the CRS, positive
 * @param cellHeight in units of the CRS, positive
 * @param origin x and y of a corner of some cell
 * @param size columns and rows
 */
record GridRequest(
        String shownAs,
        Crs crs,
        double cellWidth,
        double cellHeight,
        Optional<double[]> origin,
        Optional<Bounds> bounds,
        Optional<int[]> size) {

    private static final String NUMBER = "[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
    private static final String NUMBERS = "(?:@(" + NUMBER + "(?:," + NUMBER + ")*))?";
    private static final Pattern TEXT = Pattern.compile("(?:(.+?)@)?(" + NUMBER + ")" + NUMBERS + NUMBERS);

    /** A side of the grid may miss a whole number of cells by this much, which is rounding. */
    private static final double WHOLE_CELL_SLACK = 1e-6;

    /** The Earth is 4e7 metres around; whatever lies so many units away lies at infinity. */
    private static final double FARTHEST = 1e9;

    static boolean looksLike(String text) {
        return TEXT.matcher(text.strip()).matches();
    }

    /** {@code CRS@resolution[@x,y][@w,s,e,n]}; a resolution alone is in the CRS of the first input. */
    static GridRequest parse(String text, List<InputGrid> inputs) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(text, "expected CRS@resolution[@x,y][@w,s,e,n]");
        }
        double resolution = Double.parseDouble(matcher.group(2));
        if (!(resolution > 0) || Double.isInfinite(resolution)) {
            throw refused(text, "the resolution is " + matcher.group(2) + ", expected a number above 0");
        }
        Optional<double[]> origin = Optional.empty();
        Optional<Bounds> bounds = Optional.empty();
        for (int group = 3; group <= 4; group++) {
            Optional<double[]> numbers =
                    Optional.ofNullable(matcher.group(group)).map(GridRequest::numbers);
            if (numbers.isPresent() && numbers.get().length == 2 && origin.isEmpty()) {
                origin = numbers;
            } else if (numbers.isPresent() && numbers.get().length == 4 && bounds.isEmpty()) {
                bounds = Optional.of(bounds(text, numbers.get()));
            } else if (numbers.isPresent()) {
                throw refused(text, "\"" + matcher.group(group) + "\" is neither x,y nor west,south,east,north");
            }
        }
        Crs crs = matcher.group(1) == null ? firstCrs(text, inputs) : Crs.parse(matcher.group(1));
        return new GridRequest("\"" + text + "\"", crs, resolution, resolution, origin, bounds, Optional.empty());
    }

    private static ConfigurationException refused(String text, String why) {
        return new ConfigurationException(
                "Cannot understand the target grid " + TargetGrid.OPTION + " \"" + text + "\": " + why + ".");
    }

    private static Crs firstCrs(String text, List<InputGrid> inputs) {
        return inputs.stream()
                .map(input -> input.grid().crs())
                .findFirst()
                .orElseThrow(() ->
                        refused(text, "a resolution alone is in the CRS of the first input, and none is readable"));
    }

    private static double[] numbers(String text) {
        return Pattern.compile(",")
                .splitAsStream(text)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Bounds bounds(String text, double[] edges) {
        if (!(edges[0] < edges[2]) || !(edges[1] < edges[3])) {
            throw refused(text, "bounds are west,south,east,north, and these have no area");
        }
        return new Bounds(edges[0], edges[1], edges[2], edges[3]);
    }

    /** From a YAML file with crs, and resolution or transform, and what else is known of origin, bounds and size. */
    static GridRequest ofFile(Path file) throws IOException {
        Problems problems = new Problems();
        YamlSection top = YamlSection.read(file, problems);
        top.requireKnown(List.of("crs", "resolution", "transform", "origin", "bounds", "size"));
        Optional<Crs> crs = top.text("crs").flatMap(text -> crs(top, text));
        problems.require(top.has("crs"), () -> "Cannot use " + file + ": it has no crs, such as EPSG:4326.");
        problems.require(
                top.has("resolution") != top.has("transform"),
                () -> "Cannot use " + file + ": it needs one of resolution and transform.");
        Optional<double[]> transform = top.numbers("transform", 6);
        Optional<double[]> cells = transform.isPresent() ? cells(top, transform.get()) : resolution(top);
        Optional<double[]> origin =
                transform.isPresent() ? transform.map(map -> new double[] {map[0], map[3]}) : top.numbers("origin", 2);
        problems.require(
                !(top.has("transform") && top.has("origin")),
                () -> "Cannot use " + file + ": transform says the origin; leave out one of them.");
        Optional<int[]> size = top.numbers("size", 2).flatMap(counts -> size(top, counts));
        Optional<Bounds> bounds = top.numbers("bounds", 4).flatMap(edges -> bounds(top, edges));
        problems.require(
                !(top.has("size") && top.has("bounds")),
                () -> "Cannot use " + file + ": bounds and size say the same; leave out one of them.");
        problems.require(
                !top.has("size") || origin.isPresent(),
                () -> "Cannot use " + file + ": a size needs an origin or a transform, the north-west corner.");
        problems.throwIfAny();
        double[] cell = cells.orElseThrow();
        return new GridRequest(file.toString(), crs.orElseThrow(), cell[0], cell[1], origin, bounds, size);
    }

    private static Optional<Crs> crs(YamlSection top, String text) {
        try {
            return Optional.of(Crs.parse(text));
        } catch (ConfigurationException unknown) {
            top.refuse("crs", "a CRS such as EPSG:4326 (" + unknown.getMessage() + ")");
            return Optional.empty();
        }
    }

    private static Optional<double[]> cells(YamlSection top, double[] map) {
        if (map[1] > 0 && map[5] < 0 && map[2] == 0 && map[4] == 0) {
            return Optional.of(new double[] {map[1], -map[5]});
        }
        top.refuse("transform", "[west, cell width, 0, north, 0, -cell height], not rotated and north up");
        return Optional.empty();
    }

    private static Optional<double[]> resolution(YamlSection top) {
        Optional<String> text = top.text("resolution");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().strip().matches(NUMBER) && Double.parseDouble(text.get()) > 0) {
            double size = Double.parseDouble(text.get());
            return Optional.of(new double[] {size, size});
        }
        top.refuse("resolution", "a number above 0");
        return Optional.empty();
    }

    private static Optional<int[]> size(YamlSection top, double[] counts) {
        if (counts[0] >= 1
                && counts[1] >= 1
                && counts[0] == Math.rint(counts[0])
                && counts[1] == Math.rint(counts[1])) {
            GridSize.require(
                    counts[0], counts[1], 1, "a size of " + top.texts("size").orElseThrow());
            return Optional.of(new int[] {(int) counts[0], (int) counts[1]});
        }
        top.refuse("size", "columns and rows, such as [360, 180]");
        return Optional.empty();
    }

    private static Optional<Bounds> bounds(YamlSection top, double[] edges) {
        if (edges[0] < edges[2] && edges[1] < edges[3]) {
            return Optional.of(new Bounds(edges[0], edges[1], edges[2], edges[3]));
        }
        top.refuse("bounds", "[west, south, east, north], west less than east and south less than north");
        return Optional.empty();
    }

    /** The grid, with what is open taken from the inputs. */
    TargetGrid resolve(List<InputGrid> inputs, double resolutionTolerance) {
        if (size.isPresent()) {
            GeoTransform map = GeoTransform.northUp(origin.orElseThrow()[0], origin.get()[1], cellWidth, cellHeight);
            return new TargetGrid(new GridGeometry(crs, map, size.get()[0], size.get()[1]), shownAs)
                    .checked(TargetGrid.bytesPerCell(inputs));
        }
        Optional<InputGrid> model = origin.isPresent()
                ? Optional.empty()
                : inputs.stream()
                        .filter(input -> isOfThisSize(input.grid(), resolutionTolerance))
                        .min(Comparator.comparing(input -> !isNorthUp(input))); // the first of those
        if (model.isPresent()) {
            return adopted(model.get(), TargetGrid.bytesPerCell(inputs));
        }
        Bounds wanted = bounds.orElseGet(() -> around(inputs));
        double x = origin.map(corner -> corner[0])
                .orElse(bounds.map(Bounds::west).orElse(crs.isGeographic() ? -180.0 : 0));
        double y =
                origin.map(corner -> corner[1]).orElse(bounds.map(Bounds::north).orElse(crs.isGeographic() ? 90.0 : 0));
        String how = origin.isPresent() || bounds.isPresent()
                ? shownAs
                : shownAs + "; no input has cells of that size, so they are counted from " + x + ", " + y;
        return snapped(wanted, x, y, cellWidth, cellHeight, TargetGrid.bytesPerCell(inputs), how);
    }

    private static boolean isNorthUp(InputGrid input) {
        return input.grid().transform().isNorthUp();
    }

    private boolean isOfThisSize(GridGeometry grid, double tolerance) {
        double accepted = tolerance + Math.ulp(cellWidth);
        return grid.crs().isEquivalentTo(crs)
                && !grid.transform().isRotated()
                && Math.abs(grid.transform().cellWidth() - cellWidth) <= accepted
                && Math.abs(grid.transform().cellHeight() - cellHeight) <= accepted;
    }

    private TargetGrid adopted(InputGrid model, int bytesPerCell) {
        GridGeometry grid = isNorthUp(model) ? model.grid() : turned(model.grid());
        double width = grid.transform().cellWidth();
        String how = shownAs + " takes the exact grid of " + model.name() + ", whose cells of " + width
                + " are near enough" + (isNorthUp(model) ? "" : ", north up");
        if (bounds.isEmpty()) {
            return new TargetGrid(grid, how).checked(bytesPerCell);
        }
        GeoTransform map = grid.transform();
        return snapped(bounds.get(), map.originX(), map.originY(), width, map.cellHeight(), bytesPerCell, how);
    }

    /** The same cells, counted eastward and southward. */
    private static GridGeometry turned(GridGeometry grid) {
        GeoTransform map = grid.transform();
        double west = Math.min(map.originX(), map.x(grid.columnCount(), 0));
        double north = Math.max(map.originY(), map.y(0, grid.rowCount()));
        GeoTransform northUp = GeoTransform.northUp(west, north, map.cellWidth(), map.cellHeight());
        return new GridGeometry(grid.crs(), northUp, grid.columnCount(), grid.rowCount());
    }

    private Bounds around(List<InputGrid> inputs) {
        List<Bounds> all = new ArrayList<>();
        for (InputGrid input : inputs) {
            ProjectedBounds.of(input.grid(), crs).ifPresent(bounds -> all.add(within(bounds, input)));
        }
        Bounds wanted = all.stream()
                .reduce(ProjectedBounds::union)
                .orElseThrow(() -> new ConfigurationException("Cannot make a target grid of " + shownAs
                        + ": no input lies where " + crs.name() + " can show it. Give bounds, as @w,s,e,n."));
        boolean isAround = crs.isGeographic() && wanted.east() - wanted.west() > 360;
        return isAround ? new Bounds(-180, wanted.south(), 180, wanted.north()) : wanted;
    }

    /** What lies on the globe of where an input lies; refuses places that the CRS puts near infinity. */
    private Bounds within(Bounds bounds, InputGrid input) {
        if (crs.isGeographic()) {
            return new Bounds(
                    bounds.west(), Math.max(-90, bounds.south()), bounds.east(), Math.min(90, bounds.north()));
        }
        double farthest = Math.max(
                Math.max(Math.abs(bounds.west()), Math.abs(bounds.east())),
                Math.max(Math.abs(bounds.south()), Math.abs(bounds.north())));
        if (farthest > FARTHEST && !input.grid().crs().isEquivalentTo(crs)) {
            throw new ConfigurationException("Cannot make a target grid of " + shownAs + ": part of " + input.name()
                    + " has no place in " + crs.name() + ", which puts it "
                    + String.format(Locale.ROOT, "%.1g", farthest)
                    + " units away. Give the bounds of the part that is meant, as @w,s,e,n.");
        }
        return bounds;
    }

    /** Whole cells around {@code wanted}, whose corners go through x, y. */
    private TargetGrid snapped(
            Bounds wanted, double x, double y, double width, double height, int bytesPerCell, String how) {
        if (bounds.isPresent() && crs.isGeographic()) {
            requireOnGlobe(wanted);
        }
        double west = Math.floor((wanted.west() - x) / width + WHOLE_CELL_SLACK);
        double east = Math.ceil((wanted.east() - x) / width - WHOLE_CELL_SLACK);
        double north = Math.floor((y - wanted.north()) / height + WHOLE_CELL_SLACK);
        double south = Math.ceil((y - wanted.south()) / height - WHOLE_CELL_SLACK);
        GridSize.require(east - west, south - north, bytesPerCell, how);
        int rowCount = (int) (south - north);
        double top = y - north * height;
        double originY = crs.isGeographic() ? endingAtPoles(top, height, rowCount) : top;
        GeoTransform map = GeoTransform.northUp(x + west * width, originY, width, height);
        GridGeometry grid = new GridGeometry(crs, map, (int) (east - west), rowCount);
        boolean isWider = bounds.isPresent()
                && !ProjectedBounds.covers(wanted, grid.bounds(), 100 * WHOLE_CELL_SLACK * Math.min(width, height));
        String told = isWider ? how + "; widened to whole cells from " + wanted : how;
        return new TargetGrid(grid, told).checked(bytesPerCell);
    }

    private void requireOnGlobe(Bounds wanted) {
        double slack = WHOLE_CELL_SLACK * Math.min(cellWidth, cellHeight);
        boolean fits = wanted.east() - wanted.west() <= 360 + slack
                && wanted.south() >= -90 - slack
                && wanted.north() <= 90 + slack;
        if (!fits) {
            throw new ConfigurationException("Cannot resample to " + shownAs + ": its bounds are " + wanted
                    + ", more than the globe, which is 360 degrees wide and ends at -90 and 90. Correct the bounds.");
        }
    }

    /** The northern edge of rows that shall end at a pole, not beyond it by rounding, where nothing is. */
    private static double endingAtPoles(double top, double height, int rowCount) {
        double slack = WHOLE_CELL_SLACK * height;
        if (Math.abs(top - 90) <= slack) {
            return 90;
        }
        if (Math.abs(top - rowCount * height + 90) > slack) {
            return top;
        }
        double edge = -90 + rowCount * height;
        while (edge - rowCount * height < -90) {
            edge = Math.nextUp(edge);
        }
        return edge;
    }
}
