package dev.croft.core.table.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.ShortestNumber;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableSinkTest {
    @TempDir
    private Path folder;

    @Test
    void everyTypeIsWorded() throws IOException {
        List<ColumnVector> row = List.of(
                of(ColumnType.BOOLEAN, v -> v.appendBoolean(true)),
                of(ColumnType.UINT8, v -> v.appendInt(255)),
                of(ColumnType.INT32, v -> v.appendInt(-7)),
                of(ColumnType.UINT32, v -> v.appendInt(-1)),
                of(ColumnType.INT64, v -> v.appendLong(Long.MIN_VALUE)),
                of(ColumnType.UINT64, v -> v.appendLong(-1)),
                of(ColumnType.FLOAT32, v -> v.appendFloat(0.1f)),
                of(ColumnType.FLOAT64, v -> v.appendDouble(0.1)),
                of(ColumnType.STRING, v -> v.appendString("Åker")),
                of(ColumnType.BINARY, v -> v.appendBytes(new byte[] {0, (byte) 0xab}, 0, 2)),
                of(ColumnType.DATE, v -> v.appendInt(10957)),
                of(ColumnType.TIMESTAMP_MILLIS, v -> v.appendLong(-1)),
                of(ColumnType.TIMESTAMP_MICROS, v -> v.appendLong(946722610123456L)),
                of(ColumnType.LOCAL_TIMESTAMP_NANOS, v -> v.appendLong(1_000_000_001L)));

        String text = write(row).lines().skip(1).findFirst().orElseThrow();

        assertEquals(
                "true,255,-7,4294967295,-9223372036854775808,18446744073709551615,0.1,0.1,Åker,00ab,2000-01-01,"
                        + "1969-12-31T23:59:59.999Z,2000-01-01T10:30:10.123456Z,1970-01-01T00:00:01.000000001",
                text);
    }

    @Test
    void fieldsAreQuotedWhereTheyMustBe() throws IOException {
        ColumnVector text = new ColumnVector(new Column("a \"name\", quoted", ColumnType.STRING));
        List.of("plain", "a,b", "say \"hi\"", "two\nlines", "", " kept ").forEach(text::appendString);
        text.appendNull();

        assertEquals(
                "\"a \"\"name\"\", quoted\"\nplain\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"two\nlines\"\n\"\"\n kept \n\n",
                write(List.of(text)));
    }

    @Test
    void otherEndingsAreRefused() {
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> TableFormat.of(folder.resolve("table.xlsx")));

        assertEquals(
                "Cannot write " + folder.resolve("table.xlsx")
                        + ": no table format has that ending. Name the file .parquet, .csv or .arrow.",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "-12.5, -12.5",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "123456.789, 123456.789",
        "1e15, 1000000000000000.0",
        "0.001, 0.001",
        "1.0E-7, 0.0000001",
        "1.5E-300, 1.5E-300",
        "1.7976931348623157E308, 1.7976931348623157E+308",
        "5.684341886080802E-14, 5.684341886080802E-14",
        "NaN, NaN"
    })
    void doublesAreShortest(double value, String expected) {
        assertEquals(expected, ShortestNumber.of(value));
    }

    @Test
    void numbersReadBackTheSame() {
        Random random = new Random(13);
        for (int i = 0; i < 50_000; i++) {
            double value =
                    switch (i % 3) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> random.nextInt(1000) / (1.0 + random.nextInt(1000));
                        default -> random.nextInt() / 1000.0;
                    };
            float small = Float.intBitsToFloat(random.nextInt());
            assertEquals(value, Double.parseDouble(ShortestNumber.of(value)));
            assertEquals(small, Float.parseFloat(ShortestNumber.of(small)));
        }
    }

    private String write(List<ColumnVector> vectors) throws IOException {
        Path file = folder.resolve("table.csv");
        List<Column> columns = new ArrayList<>();
        vectors.forEach(vector -> columns.add(vector.column()));
        try (TableSink sink = TableSinks.create(TableFormat.of(file), file, columns, Map.of("dropped", "here"))) {
            sink.write(new RowBatch(vectors));
        }
        return Files.readString(file);
    }

    private static ColumnVector of(ColumnType type, Consumer<ColumnVector> append) {
        ColumnVector vector = new ColumnVector(new Column(type.name(), type));
        append.accept(vector);
        return vector;
    }
}
