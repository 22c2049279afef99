package dev.croft.core.raster.geotiff;

import dev.croft.core.problem.InputDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Class names in the file that GDAL keeps beside a raster, {@code NAME.tif.aux.xml}, as its documentation of the persistent
 * auxiliary metadata (PAM) has it. A band may have a list of names counted from value 0, or an attribute table with a column for
 * the name and one for the value or two for a range of values; where a value has a name in both, the table's counts.
 *
 * <pre>{@code
 * <PAMDataset><PAMRasterBand band="1">
 *   <CategoryNames><Category>none</Category><Category>corn</Category></CategoryNames>
 *   <GDALRasterAttributeTable>
 *     <FieldDefn index="0"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>
 *     <FieldDefn index="1"><Name>Class</Name><Type>2</Type><Usage>2</Usage></FieldDefn>
 *     <Row index="0"><F>1</F><F>corn</F></Row>
 *   </GDALRasterAttributeTable>
 * </PAMRasterBand></PAMDataset>
 * }</pre>
 */
final class PamFile {
    /** Far more than the largest table of 16-bit classes. */
    private static final long LARGEST_BYTES = 64 << 20;

    /** A row for more values than these is a range of something measured, not a class. */
    private static final long MOST_VALUES_OF_A_ROW = 1 << 16;

    /** Enough for every class of 16 bits; names beyond are left out. */
    private static final int MOST_NAMES = 1 << 16;

    /** GDALRATFieldUsage of GDAL's gdal_rat.h. */
    private static final int NAME = 2;

    private static final int MIN = 3;
    private static final int MAX = 4;
    private static final int MIN_MAX = 5;

    private final XMLStreamReader xml;
    private final Map<Integer, Map<Long, String>> names = new HashMap<>();

    private PamFile(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * Names of classes by the number of the band, from 1; none when there is no such file.
     *
     * @param raster the raster's own file
     * @param shownAs what messages call it
     */
    static Map<Integer, Map<Long, String>> classNames(Path raster, Path shownAs) throws IOException {
        Path file = raster.resolveSibling(raster.getFileName() + ".aux.xml");
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Path shown = shownAs.resolveSibling(shownAs.getFileName() + ".aux.xml");
        if (Files.size(file) > LARGEST_BYTES) {
            throw damaged(shown, "it has " + Files.size(file) + " bytes, more than " + LARGEST_BYTES, null);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            return new PamFile(factory.createXMLStreamReader(in)).read();
        } catch (XMLStreamException | NumberFormatException e) {
            throw damaged(shown, e.getMessage(), e);
        }
    }

    private static InputDataException damaged(Path file, String found, Exception cause) {
        String message = "Cannot read " + file + ", which GDAL keeps beside the raster: " + found
                + ". Mend it or move it away; without it the classes of the raster have no names.";
        return new InputDataException(file, "PAM_XML", message, cause);
    }

    private Map<Integer, Map<Long, String>> read() throws XMLStreamException {
        Map<Long, String> table = Map.of();
        Map<Long, String> list = Map.of();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "PAMRasterBand" -> {
                        list = new HashMap<>();
                        table = new HashMap<>();
                        names.put(Integer.parseInt(xml.getAttributeValue(null, "band")), list);
                    }
                    case "CategoryNames" -> readList(list);
                    case "GDALRasterAttributeTable" -> readTable(table);
                    default -> {
                        // Statistics, histograms and the like.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("PAMRasterBand")) {
                list.putAll(table);
            }
        }
        return names;
    }

    private void readList(Map<Long, String> found) throws XMLStreamException {
        long value = 0;
        while (nextChild("CategoryNames")) {
            if (xml.getLocalName().equals("Category")) {
                put(found, value++, xml.getElementText());
            }
        }
    }

    private void readTable(Map<Long, String> found) throws XMLStreamException {
        List<Integer> usages = new ArrayList<>();
        while (nextChild("GDALRasterAttributeTable")) {
            if (xml.getLocalName().equals("FieldDefn")) {
                usages.add(readUsage());
            } else if (xml.getLocalName().equals("Row")) {
                putRow(found, usages, readRow());
            }
        }
    }

    private int readUsage() throws XMLStreamException {
        int usage = 0;
        while (nextChild("FieldDefn")) {
            if (xml.getLocalName().equals("Usage")) {
                usage = Integer.parseInt(xml.getElementText().strip());
            }
        }
        return usage;
    }

    private List<String> readRow() throws XMLStreamException {
        List<String> fields = new ArrayList<>();
        while (nextChild("Row")) {
            fields.add(xml.getElementText());
        }
        return fields;
    }

    /** Moves to the next element that starts inside {@code parent}; false at the parent's end. */
    private boolean nextChild(String parent) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(parent)) {
                return false;
            }
        }
        return false;
    }

    private static void putRow(Map<Long, String> found, List<Integer> usages, List<String> fields) {
        String name = field(usages, fields, NAME);
        String single = field(usages, fields, MIN_MAX);
        String from = single.isEmpty() ? field(usages, fields, MIN) : single;
        String to = single.isEmpty() ? field(usages, fields, MAX) : single;
        if (name.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return;
        }
        double first = Math.ceil(Double.parseDouble(from));
        double last = Math.floor(Double.parseDouble(to));
        boolean isClass = Math.abs(first) < 0x1p53 && Math.abs(last) < 0x1p53 && last - first < MOST_VALUES_OF_A_ROW;
        for (long value = (long) first; isClass && value <= last; value++) {
            put(found, value, name);
        }
    }

    /** The field of the first column that is used so; empty when there is none. */
    private static String field(List<Integer> usages, List<String> fields, int usage) {
        int column = usages.indexOf(usage);
        return column >= 0 && column < fields.size() ? fields.get(column).strip() : "";
    }

    /** The first name of a value counts, as for GDAL. */
    private static void put(Map<Long, String> found, long value, String name) {
        if (!name.isBlank() && found.size() < MOST_NAMES) {
            found.putIfAbsent(value, name.strip());
        }
    }
}
