package dev.croft.zonal.statistics;

import dev.croft.core.problem.InputDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of a small CSV file one by one, as RFC 4180 writes them; lines may also end in LF alone. */
final class CsvRecords {
    static final String CODE = "CLASS_FILE_INVALID";

    private final Path file;
    private final String text;
    private int at;
    private int line = 1;
    private int recordLine = 1;

    CsvRecords(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The fields of the next record that is not an empty line; empty at the end. */
    List<String> next() {
        while (at < text.length()) {
            recordLine = line;
            List<String> fields = readRecord();
            if (!fields.equals(List.of(""))) {
                return fields;
            }
        }
        return List.of();
    }

    /** Says that the record read last is wrong. */
    InputDataException wrong(String what) {
        return wrong(what, null);
    }

    InputDataException wrong(String what, Throwable cause) {
        String message = "Cannot read line " + recordLine + " of " + file + ": " + what;
        return new InputDataException(file, CODE, message, cause);
    }

    private List<String> readRecord() {
        List<String> fields = new ArrayList<>();
        fields.add(readField());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(readField());
        }
        readLineEnd();
        return fields;
    }

    private String readField() {
        return at < text.length() && text.charAt(at) == '"' ? readQuoted() : readPlain();
    }

    private String readPlain() {
        int start = at;
        while (at < text.length() && ",\r\n\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String readQuoted() {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char character = text.charAt(at++);
            boolean isDoubled = character == '"' && at < text.length() && text.charAt(at) == '"';
            if (character == '"' && !isDoubled) {
                return field.toString();
            }
            at += isDoubled ? 1 : 0;
            line += character == '\n' ? 1 : 0;
            field.append(character);
        }
        throw wrong("a field begins with a quote (\") that nothing ends. End it.");
    }

    private void readLineEnd() {
        if (at == text.length()) {
            return;
        }
        if (text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
        } else {
            throw wrong(
                    "expected a comma or the end of the line behind a field, found other text. Put fields that hold "
                            + "quotes (\") in quotes, and double those within.");
        }
    }
}
