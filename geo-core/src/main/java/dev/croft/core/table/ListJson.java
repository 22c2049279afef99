package dev.croft.core.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/**
 * Lists as JSON arrays of objects, a field that is null included. Numbers are JSON numbers, the shortest that read back
 * the same; what JSON has no number for (NaN, infinities) and all else is quoted, worded by {@link ColumnVector#text}.
 */
final class ListJson {
    private ListJson() {}

    static String of(ColumnVector lists, int row) {
        StringBuilder json = new StringBuilder("[");
        for (int record = lists.listStart(row); record < lists.listEnd(row); record++) {
            json.append(json.length() == 1 ? "{" : ",{");
            append(lists.elements(), record, json);
            json.append('}');
        }
        return json.append(']').toString();
    }

    private static void append(List<ColumnVector> fields, int record, StringBuilder json) {
        for (int i = 0; i < fields.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"");
            JsonStringEncoder.getInstance().quoteAsString(fields.get(i).column().name(), json);
            json.append("\":").append(value(fields.get(i), record));
        }
    }

    private static CharSequence value(ColumnVector field, int record) {
        if (field.isNull(record)) {
            return "null";
        }
        return switch (field.column().type()) {
            case STRING, BINARY, DATE -> quoted(field.text(record));
            case FLOAT32 -> real(field.floatAt(record), ShortestNumber.of(field.floatAt(record)));
            case FLOAT64 -> real(field.doubleAt(record), ShortestNumber.of(field.doubleAt(record)));
            default -> field.text(record);
        };
    }

    private static CharSequence real(double value, String text) {
        return Double.isFinite(value) ? text : quoted(text);
    }

    private static CharSequence quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"');
    }
}
