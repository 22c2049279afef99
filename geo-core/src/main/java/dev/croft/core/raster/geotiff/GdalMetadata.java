package dev.croft.core.raster.geotiff;

import dev.croft.core.raster.RasterBand;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Descriptions, scales, offsets and units of bands in GDAL's metadata tag, as the GTiff driver's documentation describes it:
 * {@code <GDALMetadata><Item name="DESCRIPTION" sample="0" role="description">corn</Item></GDALMetadata>}. GDAL escapes the
 * text before it escapes the XML, so an ampersand is escaped twice in the file.
 */
final class GdalMetadata {
    static final String DESCRIPTION = "description";

    private static final Set<String> ROLES = Set.of(DESCRIPTION, RasterBand.SCALE, RasterBand.OFFSET, RasterBand.UNIT);

    private GdalMetadata() {}

    /** What is said of each band by its index: texts by {@link #DESCRIPTION} and the names of {@link RasterBand#measure}. */
    static Map<Integer, Map<String, String>> ofBands(TiffFile file, String xml) {
        Map<Integer, Map<String, String>> bands = new TreeMap<>();
        if (xml.isBlank()) {
            return bands;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml.strip()));
            while (reader.hasNext()) {
                boolean isItem = reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Item");
                String role = isItem ? reader.getAttributeValue(null, "role") : null;
                String sample = role != null && ROLES.contains(role) ? reader.getAttributeValue(null, "sample") : null;
                if (sample != null) {
                    int band = Integer.parseInt(sample);
                    String text = unescaped(reader.getElementText());
                    bands.computeIfAbsent(band, key -> new TreeMap<>()).put(role, text);
                }
            }
            reader.close();
        } catch (XMLStreamException | NumberFormatException e) {
            throw file.damaged("TIFF_METADATA", TiffTag.GDAL_METADATA + " is not the XML it should be", e);
        }
        return bands;
    }

    /**
     * The tag's text for what {@code bands} say and further items; empty when there is nothing.
     *
     * @param items names and values by the band's index
     */
    static String of(List<RasterBand> bands, Map<Integer, Map<String, String>> items) {
        StringBuilder xml = new StringBuilder();
        for (int band = 0; band < bands.size(); band++) {
            if (!bands.get(band).description().isEmpty()) {
                appendRole(xml, band, DESCRIPTION, bands.get(band).description());
            }
            for (Map.Entry<String, String> item : new TreeMap<>(bands.get(band).measure()).entrySet()) {
                appendRole(xml, band, item.getKey(), item.getValue());
            }
            for (Map.Entry<String, String> item : new TreeMap<>(items.getOrDefault(band, Map.of())).entrySet()) {
                append(xml, item.getKey(), band, "", item.getValue());
            }
        }
        return xml.isEmpty() ? "" : "<GDALMetadata>\n" + xml + "</GDALMetadata>\n";
    }

    private static void appendRole(StringBuilder xml, int band, String role, String value) {
        append(xml, role.toUpperCase(Locale.ROOT), band, " role=\"" + role + "\"", value);
    }

    private static void append(StringBuilder xml, String name, int band, String role, String value) {
        xml.append("  <Item name=\"" + name + "\" sample=\"" + band + "\"" + role + ">")
                .append(escaped(escaped(value)))
                .append("</Item>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&"); // last, since it may make the others
    }
}
