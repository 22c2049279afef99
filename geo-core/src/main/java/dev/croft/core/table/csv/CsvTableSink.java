package dev.croft.core.table.csv;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.ShortestNumber;
import dev.croft.core.table.TableSink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes a table as comma-separated text, RFC 4180: UTF-8, a header, lines that end in a line feed. A null is an empty
 * field, an empty text is {@code ""}. Reals are the shortest decimals that read back the same; dates and times are ISO
 * 8601; binary is hexadecimal; a list is a JSON array of objects, worded by {@link ColumnVector#text}.
 */
public final class CsvTableSink implements TableSink {

    private final List<Column> columns;
    private final Writer out;

    private CsvTableSink(List<Column> columns, Writer out) {
        this.columns = List.copyOf(columns);
        this.out = out;
    }

    /** Starts a file with its header, replacing what is there. */
    public static CsvTableSink create(Path file, List<Column> columns) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CsvTableSink sink = new CsvTableSink(columns, out);
        sink.writeHeader();
        return sink;
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        List<Column> given = batch.columns().stream().map(ColumnVector::column).toList();
        if (!given.equals(columns)) {
            throw new IllegalArgumentException("Columns " + given + " cannot be written to a table of " + columns);
        }
        for (int row = 0; row < batch.rowCount(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                separate(i);
                writeValue(batch.columns().get(i), row);
            }
            out.write('\n');
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void writeHeader() throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            separate(i);
            writeText(columns.get(i).name());
        }
        out.write('\n');
    }

    private void separate(int column) throws IOException {
        if (column > 0) {
            out.write(',');
        }
    }

    private void writeValue(ColumnVector vector, int row) throws IOException {
        if (vector.isNull(row)) {
            return;
        }
        switch (vector.column().type()) {
            case BOOLEAN -> out.write(Boolean.toString(vector.booleanAt(row)));
            case INT8, INT16, INT32, UINT8, UINT16 -> out.write(Integer.toString(vector.intAt(row)));
            case UINT32 -> out.write(Integer.toUnsignedString(vector.intAt(row)));
            case INT64 -> out.write(Long.toString(vector.longAt(row)));
            case UINT64 -> out.write(Long.toUnsignedString(vector.longAt(row)));
            case FLOAT32 -> out.write(ShortestNumber.of(vector.floatAt(row)));
            case FLOAT64 -> out.write(ShortestNumber.of(vector.doubleAt(row)));
            case STRING -> writeText(vector.stringAt(row));
            case BINARY -> writeBinary(vector, row);
            case DATE -> out.write(LocalDate.ofEpochDay(vector.intAt(row)).toString());
            case TIMESTAMP_MILLIS -> out.write(utc(vector.longAt(row), 1000));
            case TIMESTAMP_MICROS -> out.write(utc(vector.longAt(row), 1_000_000));
            case TIMESTAMP_NANOS -> out.write(utc(vector.longAt(row), 1_000_000_000));
            case LOCAL_TIMESTAMP_MILLIS -> out.write(local(vector.longAt(row), 1000));
            case LOCAL_TIMESTAMP_MICROS -> out.write(local(vector.longAt(row), 1_000_000));
            case LOCAL_TIMESTAMP_NANOS -> out.write(local(vector.longAt(row), 1_000_000_000));
            case LIST -> writeText(vector.text(row));
        }
    }

    private void writeText(String text) throws IOException {
        boolean quoted = text.isEmpty();
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }

    private void writeBinary(ColumnVector vector, int row) throws IOException {
        int start = vector.bytesStart(row);
        writeText(HexFormat.of().formatHex(vector.bytes(), start, start + vector.bytesLength(row)));
    }

    private static String utc(long ticks, long ticksPerSecond) {
        return instant(ticks, ticksPerSecond).toString();
    }

    private static String local(long ticks, long ticksPerSecond) {
        return LocalDateTime.ofInstant(instant(ticks, ticksPerSecond), ZoneOffset.UTC)
                .toString();
    }

    private static Instant instant(long ticks, long ticksPerSecond) {
        long nanos = Math.floorMod(ticks, ticksPerSecond) * (1_000_000_000 / ticksPerSecond);
        return Instant.ofEpochSecond(Math.floorDiv(ticks, ticksPerSecond), nanos);
    }
}
