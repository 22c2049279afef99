package dev.croft.core.raster.gdal.jni;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gdal.gdal.Band;
import org.gdal.gdal.ColorTable;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.RasterAttributeTable;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;

/** What GDAL says of the bands of a file. */
final class GdalBands {
    /** Whole doubles below have an exact decimal text that is short. */
    private static final double SHORT_WHOLE_NUMBERS = 1e18;

    /** From here on two integers may be one double. */
    private static final double EXACT_INTEGERS = 0x1p53;

    /** A row for more values than these is a range of something measured, not a class. */
    private static final double MOST_VALUES_OF_A_ROW = 1 << 16;

    /** Enough for every class of 16 bits; names beyond are left out. */
    private static final int MOST_NAMES = 1 << 16;

    private GdalBands() {}

    static List<RasterBand> of(GdalFile file, Dataset dataset) {
        int count = dataset.getRasterCount();
        if (count == 0) {
            throw file.refused(
                    "it has no bands of its own. If it holds several rasters (gdalinfo lists them as subdatasets),"
                            + " take one out with gdal_translate.");
        }
        List<RasterBand> bands = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            Band band = dataset.GetRasterBand(number);
            SampleType type = type(file, number, band);
            bands.add(new RasterBand(
                    type,
                    band.GetDescription(),
                    noData(file, number, band, type),
                    palette(band),
                    classNames(band),
                    measure(band)));
        }
        return bands;
    }

    private static Map<String, String> measure(Band band) {
        Map<String, String> measure = new TreeMap<>();
        Double[] number = new Double[1];
        band.GetScale(number);
        if (number[0] != null && number[0] != 1) {
            measure.put(RasterBand.SCALE, plain(number[0]));
        }
        number[0] = null;
        band.GetOffset(number);
        if (number[0] != null && number[0] != 0) {
            measure.put(RasterBand.OFFSET, plain(number[0]));
        }
        String unit = band.GetUnitType();
        if (unit != null && !unit.isEmpty()) {
            measure.put(RasterBand.UNIT, unit);
        }
        return measure;
    }

    /** As a file of GDAL's states it: no fraction where there is none. */
    private static String plain(double number) {
        String text = Double.toString(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static SampleType type(GdalFile file, int number, Band band) {
        String name = gdal.GetDataTypeName(band.getDataType());
        return switch (name) {
            // Until GDAL 3.7 signed bytes are bytes with a note.
            case "Byte" ->
                "SIGNEDBYTE".equals(band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE"))
                        ? SampleType.INT8
                        : SampleType.UINT8;
            case "UInt16" -> SampleType.UINT16;
            case "Int16" -> SampleType.INT16;
            case "UInt32" -> SampleType.UINT32;
            case "Int32" -> SampleType.INT32;
            case "UInt64" -> SampleType.UINT64;
            case "Int64" -> SampleType.INT64;
            case "Float32" -> SampleType.FLOAT32;
            case "Float64" -> SampleType.FLOAT64;
            default ->
                throw file.refused("the cells of band " + number + " have the type " + name
                        + ", expected whole numbers or floats. Make a band of, for instance, their magnitudes.");
        };
    }

    /** The bindings give a double whatever the type. */
    private static Optional<NoData> noData(GdalFile file, int number, Band band, SampleType type) {
        Double[] found = new Double[1];
        GdalCalls.quietly(() -> {
            band.GetNoDataValue(found);
            return null;
        });
        if (found[0] == null) {
            return Optional.empty();
        }
        double value = found[0];
        boolean isRounded = !type.isFloating() && type.byteCount() == 8 && Math.abs(value) >= EXACT_INTEGERS;
        if (isRounded) {
            throw file.refused("band " + number + " has a nodata value of about " + value
                    + ", which GDAL's Java bindings do not give exactly. If it is a GeoTIFF, use the built-in reader.");
        }
        return Optional.of(new NoData(text(value)));
    }

    private static String text(double value) {
        boolean isShort = value == Math.rint(value) && Math.abs(value) < SHORT_WHOLE_NUMBERS;
        return isShort ? new BigDecimal(value).toPlainString() : Double.toString(value);
    }

    private static List<Integer> palette(Band band) {
        ColorTable table = band.GetColorTable();
        if (table == null || table.GetPaletteInterpretation() != gdalconstConstants.GPI_RGB) {
            return List.of();
        }
        List<Integer> colours = new ArrayList<>(table.GetCount());
        for (int value = 0; value < table.GetCount(); value++) {
            Color colour = table.GetColorEntry(value);
            colours.add(colour.getRGB());
        }
        return colours;
    }

    /** A name in the attribute table counts more than one in the list. */
    private static Map<Long, String> classNames(Band band) {
        Map<Long, String> names = new HashMap<>();
        RasterAttributeTable table = band.GetDefaultRAT();
        if (table != null) {
            putTable(names, table);
        }
        long value = 0;
        for (Object name : band.GetCategoryNames()) {
            put(names, value++, (String) name);
        }
        return names;
    }

    private static void putTable(Map<Long, String> names, RasterAttributeTable table) {
        int name = table.GetColOfUsage(gdalconstConstants.GFU_Name);
        int single = table.GetColOfUsage(gdalconstConstants.GFU_MinMax);
        int from = single >= 0 ? single : table.GetColOfUsage(gdalconstConstants.GFU_Min);
        int to = single >= 0 ? single : table.GetColOfUsage(gdalconstConstants.GFU_Max);
        for (int row = 0; row < table.GetRowCount() && name >= 0 && from >= 0 && to >= 0; row++) {
            double first = Math.ceil(table.GetValueAsDouble(row, from));
            double last = Math.floor(table.GetValueAsDouble(row, to));
            boolean isClass = Math.abs(first) < EXACT_INTEGERS && last - first < MOST_VALUES_OF_A_ROW;
            for (long value = (long) first; isClass && value <= last; value++) {
                put(names, value, table.GetValueAsString(row, name));
            }
        }
    }

    /** The first name of a value counts. */
    private static void put(Map<Long, String> names, long value, String name) {
        if (!name.isBlank() && names.size() < MOST_NAMES) {
            names.putIfAbsent(value, name.strip());
        }
    }
}
