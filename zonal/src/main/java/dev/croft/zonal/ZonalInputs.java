package dev.croft.zonal;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open inputs of a request. A raster that is named more than once is opened once. */
final class ZonalInputs implements Closeable {
    private final ZonalRequest request;
    private final List<Closeable> open = new ArrayList<>();
    private final Map<Path, RasterSource> rasters = new LinkedHashMap<>();
    private ZoneSource zones;

    /** Notes problems that can be seen before anything is open. */
    @FunctionalInterface
    interface MoreChecks {
        void check(Problems problems) throws IOException;
    }

    private ZonalInputs(ZonalRequest request) {
        this.request = request;
    }

    /**
     * Opens everything.
     *
     * @param more what else can be said beforehand
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong with the request
     */
    static ZonalInputs open(ZonalRequest request, MoreChecks more, RunContext context) throws IOException {
        checkBeforeOpening(request, more);
        ZonalInputs inputs = new ZonalInputs(request);
        try {
            inputs.openAll(context);
            return inputs;
        } catch (IOException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    /** What can be said without the inputs, so that it is said together with what is missing. */
    private static void checkBeforeOpening(ZonalRequest request, MoreChecks more) throws IOException {
        Problems problems = new Problems();
        problems.collect(() -> ZoneSources.requirePresent(request.zones()));
        for (Path file : rasterFiles(request)) {
            problems.require(Files.exists(file), () -> "Cannot open " + file + ": there is no such file.");
        }
        problems.collect(() -> request.zonesCrs().ifPresent(Crs::parse));
        more.check(problems);
        problems.throwIfAny();
    }

    private static List<Path> rasterFiles(ZonalRequest request) {
        List<Path> files = new ArrayList<>();
        request.rasters().forEach(raster -> files.add(raster.file()));
        request.weights().ifPresent(files::add);
        return files.stream().distinct().toList();
    }

    private void openAll(RunContext context) throws IOException {
        zones = ZoneSources.open(request.zones(), request.geometryColumn());
        open.add(zones);
        for (Path file : rasterFiles(request)) {
            RasterSource raster = RasterSources.open(file, context.scratch()::directoryFor, request.backend());
            open.add(raster);
            rasters.put(file, raster);
        }
    }

    /** Plans the computation of some of the rasters. */
    ZonalJob plan(List<RasterInput> inputs) {
        return ZonalJob.plan(
                zones, zonesCrs(), bandsOf(inputs), request.weights().map(rasters::get), request.options());
    }

    List<LabelledBand> bandsOf(List<RasterInput> inputs) {
        List<LabelledBand> bands = new ArrayList<>();
        inputs.forEach(input -> bands.addAll(input.bandsOf(rasters.get(input.file()))));
        return bands;
    }

    ZoneSource zones() {
        return zones;
    }

    Crs zonesCrs() {
        return request.zonesCrs().map(Crs::parse).orElseGet(zones::crs);
    }

    Optional<RasterSource> weights() {
        return request.weights().map(rasters::get);
    }

    /** All files that are read, so that no output replaces one. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        zones.files().forEach(file -> files.add(Path.of(file)));
        files.addAll(rasters.keySet());
        return files;
    }

    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
