package dev.croft.core.raster.geotiff;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Band descriptions in GDAL's metadata tag, as the GTiff driver's documentation describes it:
 * {@code <GDALMetadata><Item name="DESCRIPTION" sample="0" role="description">corn</Item></GDALMetadata>}. GDAL escapes the
 * text before it escapes the XML, so an ampersand is escaped twice in the file.
 */
final class GdalMetadata {
    private GdalMetadata() {}

    /** Description of each band that has one, by its index. */
    static Map<Integer, String> descriptions(TiffFile file, String xml) {
        Map<Integer, String> descriptions = new TreeMap<>();
        if (xml.isBlank()) {
            return descriptions;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml.strip()));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Item")
                        && "description".equals(reader.getAttributeValue(null, "role"))) {
                    int band = Integer.parseInt(reader.getAttributeValue(null, "sample"));
                    descriptions.put(band, unescaped(reader.getElementText()));
                }
            }
            reader.close();
        } catch (XMLStreamException | NumberFormatException e) {
            throw file.damaged("TIFF_METADATA", TiffTag.GDAL_METADATA + " is not the XML it should be", e);
        }
        return descriptions;
    }

    /**
     * The tag's text for bands with these descriptions and further items, by band; empty when no band has any.
     *
     * @param items names and values by the band's index
     */
    static String of(List<String> descriptions, Map<Integer, Map<String, String>> items) {
        StringBuilder xml = new StringBuilder();
        for (int band = 0; band < descriptions.size(); band++) {
            if (!descriptions.get(band).isEmpty()) {
                append(xml, "DESCRIPTION", band, " role=\"description\"", descriptions.get(band));
            }
            for (Map.Entry<String, String> item : new TreeMap<>(items.getOrDefault(band, Map.of())).entrySet()) {
                append(xml, item.getKey(), band, "", item.getValue());
            }
        }
        return xml.isEmpty() ? "" : "<GDALMetadata>\n" + xml + "</GDALMetadata>\n";
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
