package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.config.DataType;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodChoiceTest {
    @ParameterizedTest(name = "{0} {1} by {2}: {3}")
    @CsvSource({
        "CATEGORICAL, INT16, , MODE",
        "CATEGORICAL, FLOAT32, NEAR, MODE",
        "CONTINUOUS, UINT8, , AVERAGE",
        "CONTINUOUS, UINT8, MODE, MODE",
        "CONTINUOUS, UINT8, NEAR, AVERAGE",
        "RICHNESS, FLOAT64, SUM, AVERAGE",
        ", UINT8, , MODE",
        ", UINT8, NEAR, MODE",
        ", UINT8, BILINEAR, AVERAGE",
        ", UINT8, MAX, AVERAGE",
        ", FLOAT32, , AVERAGE",
        ", FLOAT32, NEAR, AVERAGE",
        ", FLOAT32, MODE, MODE"
    })
    void overviewsShowClassesOrAverages(DataType dataType, SampleType type, Method method, Method expected) {
        RasterBand band = new RasterBand(type, "", Optional.empty(), List.of());
        assertEquals(
                expected,
                MethodChoice.forOverviews(Optional.ofNullable(dataType), List.of(band), Optional.ofNullable(method)));
    }

    @Test
    void tablesOfColoursOrNamesAreClassesWhateverElseIsSaid() {
        RasterBand coloured = new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of(1, 2));
        RasterBand named = new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of(), Map.of(1L, "corn"));
        for (RasterBand band : List.of(coloured, named)) {
            assertEquals(
                    Method.MODE,
                    MethodChoice.forOverviews(Optional.of(DataType.CONTINUOUS), List.of(band), Optional.empty()));
        }
    }
}
