package dev.croft.resample;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One band of a raster as a raster of its own. Thread-safe when the source is. */
final class SelectedBand extends DerivedRaster {
    private final int index;

    private SelectedBand(RasterSource source, int index) {
        super(source);
        this.index = index;
    }

    /**
     * The band that {@code input} asks for; all of {@code source} when it asks for none. A name can only be right for a raster
     * whose single band has none.
     *
     * @throws ConfigurationException when no band has the name, or several have
     */
    static RasterSource of(RasterSource source, ResampleRequest.Input input) {
        if (input.bandName().isEmpty()) {
            return source;
        }
        String name = input.bandName().get();
        List<RasterBand> bands = source.bands();
        int[] found = IntStream.range(0, bands.size())
                .filter(band -> bands.get(band).description().equals(name))
                .toArray();
        if (found.length == 1) {
            return new SelectedBand(source, found[0]);
        }
        if (bands.size() == 1 && bands.get(0).description().isEmpty()) {
            return source;
        }
        throw new ConfigurationException("Cannot take the band \"" + name + "\" of " + input.file() + ": "
                + (found.length == 0 ? "none" : found.length) + " of its bands are called so; it has " + names(bands)
                + ". Correct band_name, or leave it out to take all bands.");
    }

    private static String names(List<RasterBand> bands) {
        return bands.stream()
                .map(RasterBand::description)
                .map(name -> name.isEmpty() ? "one without a name" : "\"" + name + "\"")
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<RasterBand> bands() {
        return List.of(source().bands().get(index));
    }

    @Override
    public void readBlock(int band, int block, Object samples) throws IOException {
        Objects.checkIndex(band, 1);
        source().readBlock(index, block, samples);
    }
}
