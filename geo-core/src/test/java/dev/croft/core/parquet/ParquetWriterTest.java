package dev.croft.core.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.PyArrow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetWriterTest {
    private static final int ROWS = 12_345;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 5000, 1})
    void everyTypeReadsBack(int rowsPerGroup) throws IOException {
        int rows = rowsPerGroup == 1 ? 20 : ROWS;
        List<ColumnVector> expected = RandomTable.of(rowsPerGroup, rows);
        Path file = folder.resolve("table.parquet");
        RandomTable.write(file, expected, 1024, new RowGroupLimits(rowsPerGroup, 32L << 20));

        ParquetFile written = ParquetFile.open(file);

        assertEquals(rows, written.rowCount());
        assertEquals((rows + rowsPerGroup - 1) / rowsPerGroup, written.rowGroupCount());
        assertEquals("yes", written.metadata().get("seeded"));
        List<ColumnVector> actual = readAll(written);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).column(), actual.get(i).column());
            for (int row = 0; row < rows; row++) {
                RandomTable.assertRow(expected.get(i), row, actual.get(i), row);
            }
        }
    }

    @Test
    void parquetJavaReadsTheSame() throws IOException {
        List<ColumnVector> expected = RandomTable.of(3, ROWS);
        Path file = folder.resolve("table.parquet");
        RandomTable.write(file, expected, 777, new RowGroupLimits(5000, 32L << 20));
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory())
                .build();

        int row = 0;
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(group, new GroupRecordConverter(schema));
                for (long i = 0; i < group.getRowCount(); i++) {
                    assertSame(expected, row++, records.read());
                }
            }
        }
        assertEquals(ROWS, row);
    }

    @Test
    void parquetJavaFindsTheStatistics() throws IOException {
        ColumnVector unsigned = new ColumnVector(new Column("unsigned", ColumnType.UINT32));
        ColumnVector real = new ColumnVector(new Column("real", ColumnType.FLOAT64));
        unsigned.appendInt(-1);
        unsigned.appendInt(7);
        unsigned.appendNull();
        real.appendDouble(0.0);
        real.appendDouble(-3.5);
        real.appendNull();
        Path file = folder.resolve("table.parquet");
        RandomTable.write(file, List.of(unsigned, real), 10, RowGroupLimits.TABLE);
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory())
                .build();

        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            BlockMetaData block = reader.getFooter().getBlocks().get(0);
            assertEquals("min: 7, max: 4294967295, num_nulls: 1", text(block, 0));
            assertEquals("min: -3.5, max: 0.0, num_nulls: 1", text(block, 1));
        }
    }

    @Test
    void bytesDoNotDependOnTheSizeOfCalls() throws IOException {
        List<ColumnVector> table = RandomTable.of(4, ROWS);
        RowGroupLimits limits = new RowGroupLimits(100_000, 200_000);
        RandomTable.write(folder.resolve("a"), table, ROWS, limits);
        RandomTable.write(folder.resolve("b"), table, 333, limits);

        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
        assertTrue(ParquetFile.open(folder.resolve("a")).rowGroupCount() > 1);
    }

    @Test
    void emptyTableHasColumnsAndNoRows() throws IOException {
        Path file = folder.resolve("empty.parquet");
        RandomTable.write(file, RandomTable.of(1, 0), 10, RowGroupLimits.TABLE);

        ParquetFile written = ParquetFile.open(file);

        assertEquals(0, written.rowCount());
        assertEquals((ColumnType.values().length - 1) * 2, written.columns().size());
    }

    @Test
    void dictionariesAreKeptWhereTheyPay() throws IOException {
        ColumnVector few = new ColumnVector(new Column("few", ColumnType.INT64));
        ColumnVector many = new ColumnVector(new Column("many", ColumnType.INT64));
        for (int i = 0; i < 50_000; i++) {
            few.appendLong(1L << 40 | i % 50);
            many.appendLong(0x9E3779B97F4A7C15L * i);
        }
        Path file = folder.resolve("table.parquet");
        RandomTable.write(file, List.of(few, many), 1024, RowGroupLimits.TABLE);

        List<ParquetColumn> columns = ParquetFile.open(file).columns();

        assertTrue(columns.get(0).uncompressedBytes() < 50_000, columns.get(0)::toString);
        assertTrue(columns.get(1).uncompressedBytes() >= 400_000, columns.get(1)::toString);
    }

    @Test
    void dictionaryThatOutgrowsItsPageGivesWayToPlainValues() throws IOException {
        ColumnVector text = new ColumnVector(new Column("text", ColumnType.STRING));
        for (int i = 0; i < 60_000; i++) {
            // Few texts at first, then ever new and long ones.
            text.appendString(i < 10_000 ? "few " + i % 10 : "many ".repeat(10) + i);
        }
        Path file = folder.resolve("table.parquet");
        RandomTable.write(file, List.of(text), 1024, RowGroupLimits.TABLE);

        ColumnVector actual = readAll(ParquetFile.open(file)).get(0);

        for (int row = 0; row < text.size(); row++) {
            RandomTable.assertRow(text, row, actual, row);
        }
    }

    @Test
    void failedWriteLeavesAFileThatDoesNotOpen() throws IOException {
        Path file = folder.resolve("table.parquet");
        ColumnVector one = new ColumnVector(new Column("a", ColumnType.INT32));
        one.appendInt(1);
        ColumnVector none = new ColumnVector(new Column("b", ColumnType.STRING));
        try (ParquetWriter writer =
                ParquetWriter.create(file, List.of(one.column(), none.column()), RowGroupLimits.TABLE)) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(List.of(one)));
            assertThrows(IllegalArgumentException.class, () -> writer.write(List.of(one, none)));
        }

        assertThrows(InputDataException.class, () -> ParquetFile.open(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 3000, 7})
    void pyArrowReadsTheSameLists(int rowsPerGroup) throws IOException, InterruptedException {
        int rows = rowsPerGroup == 7 ? 50 : ROWS;
        ColumnVector lists = RandomTable.lists(rowsPerGroup, rows);
        Path file = folder.resolve("lists.parquet");
        RandomTable.write(file, List.of(lists), 1000, new RowGroupLimits(rowsPerGroup, 32L << 20));

        // Types in order, then all values as integers, reals and texts whose bits tell them apart.
        List<String> actual = PyArrow.lines("""
                import sys, struct, pyarrow as pa, pyarrow.parquet as pq
                table = pq.read_table(sys.argv[1])
                assert isinstance(table.schema.field('lists').type, pa.ListType)
                print([str(field.type) for field in table.schema.field('lists').type.value_type])
                def word(field, value):
                    if value is None: return 'null'
                    if pa.types.is_boolean(field.type): return str(int(value))
                    if pa.types.is_float32(field.type): return struct.pack('>f', value).hex()
                    if pa.types.is_floating(field.type): return struct.pack('>d', value).hex()
                    if isinstance(value, str): return value.encode().hex()
                    if isinstance(value, bytes): return value.hex()
                    return str(value)
                for chunk in table.column('lists').chunks:
                    fields = list(chunk.type.value_type)
                    flat = [c.cast(pa.int64()) if pa.types.is_timestamp(c.type) else c.cast(pa.int32())
                            if pa.types.is_date(c.type) else c for c in chunk.values.flatten()]
                    words = [[word(f, v) for v in c.to_pylist()] for f, c in zip(fields, flat)]
                    for row in range(len(chunk)):
                        if not chunk[row].is_valid: print('null'); continue
                        start, end = chunk.offsets[row].as_py(), chunk.offsets[row + 1].as_py()
                        print(' '.join(','.join(w[record] for w in words) for record in range(start, end)))
                """, file);

        assertEquals(
                "['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float', "
                        + "'double', 'string', 'binary', 'date32[day]', 'timestamp[ms, tz=UTC]', "
                        + "'timestamp[us, tz=UTC]', 'timestamp[ns, tz=UTC]', 'timestamp[ms]', 'timestamp[us]', "
                        + "'timestamp[ns]']",
                actual.get(0));
        assertEquals(rows, actual.size() - 1);
        for (int row = 0; row < rows; row++) {
            assertEquals(words(lists, row), actual.get(row + 1), "row " + row);
        }
    }

    @Test
    void listIsRefusedByNameAndItsNeighboursAreRead() throws IOException {
        ColumnVector plain = RandomTable.of(5, 100).get(7);
        ColumnVector lists = RandomTable.lists(5, 100);
        Path file = folder.resolve("lists.parquet");
        RandomTable.write(file, List.of(lists, plain), 100, RowGroupLimits.TABLE);

        ParquetFile written = ParquetFile.open(file);

        String message = assertThrows(ConfigurationException.class, () -> written.requireReadable(List.of("lists")))
                .getMessage();
        assertTrue(message.contains("\"lists\"") && message.contains("list"), message);
        ColumnVector actual = new ColumnVector(plain.column());
        try (RowGroupReader reader = written.read(0, List.of(plain.column().name()))) {
            reader.read(100, List.of(ValueSink.into(actual)));
        }
        for (int row = 0; row < 100; row++) {
            RandomTable.assertRow(plain, row, actual, row);
        }
    }

    @Test
    void bytesOfListsDoNotDependOnTheSizeOfCalls() throws IOException {
        List<ColumnVector> table = List.of(RandomTable.lists(4, ROWS));
        RowGroupLimits limits = new RowGroupLimits(100_000, 400_000);
        RandomTable.write(folder.resolve("a"), table, ROWS, limits);
        RandomTable.write(folder.resolve("b"), table, 333, limits);

        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
        assertTrue(ParquetFile.open(folder.resolve("a")).rowGroupCount() > 1);
    }

    private static String words(ColumnVector lists, int row) {
        if (lists.isNull(row)) {
            return "null";
        }
        return IntStream.range(lists.listStart(row), lists.listEnd(row))
                .mapToObj(record -> lists.elements().stream()
                        .map(field -> word(field, record))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    private static String word(ColumnVector field, int record) {
        if (field.isNull(record)) {
            return "null";
        }
        return switch (field.column().type()) {
            case FLOAT32 -> HexFormat.of().toHexDigits(Float.floatToRawIntBits(field.floatAt(record)));
            case FLOAT64 -> HexFormat.of().toHexDigits(Double.doubleToRawLongBits(field.doubleAt(record)));
            case STRING, BINARY ->
                HexFormat.of()
                        .formatHex(
                                field.bytes(),
                                field.bytesStart(record),
                                field.bytesStart(record) + field.bytesLength(record));
            case BOOLEAN, DATE -> field.number(record).toString();
            default -> field.text(record);
        };
    }

    private static List<ColumnVector> readAll(ParquetFile file) throws IOException {
        List<ColumnVector> vectors = new ArrayList<>();
        for (ParquetColumn column : file.columns()) {
            vectors.add(new ColumnVector(new Column(column.name(), column.type().orElseThrow())));
        }
        List<String> names = file.columns().stream().map(ParquetColumn::name).toList();
        List<ValueSink> sinks = vectors.stream().map(ValueSink::into).toList();
        for (int group = 0; group < file.rowGroupCount(); group++) {
            try (RowGroupReader reader = file.read(group, names)) {
                while (reader.read(1000, sinks) > 0) {
                    assertTrue(reader.remainingRowCount() >= 0);
                }
            }
        }
        return vectors;
    }

    private static void assertSame(List<ColumnVector> expected, int row, Group actual) {
        for (int i = 0; i < expected.size(); i++) {
            ColumnVector vector = expected.get(i);
            String where = vector.column().name() + " row " + row;
            assertEquals(vector.isNull(row) ? 0 : 1, actual.getFieldRepetitionCount(i), where);
            if (vector.isNull(row)) {
                continue;
            }
            switch (vector.column().type().storage()) {
                case INT -> {
                    int value = vector.column().type() == ColumnType.BOOLEAN
                            ? actual.getBoolean(i, 0) ? 1 : 0
                            : actual.getInteger(i, 0);
                    assertEquals(vector.intAt(row), value, where);
                }
                case LONG -> assertEquals(vector.longAt(row), actual.getLong(i, 0), where);
                case FLOAT -> assertEquals(vector.floatAt(row), actual.getFloat(i, 0), where);
                case DOUBLE -> assertEquals(vector.doubleAt(row), actual.getDouble(i, 0), where);
                case BYTES ->
                    assertEquals(vector.stringAt(row), actual.getBinary(i, 0).toStringUsingUTF8(), where);
                case LIST -> throw new IllegalArgumentException("No list here: " + vector.column());
            }
        }
    }

    private static String text(BlockMetaData block, int column) {
        return block.getColumns().get(column).getStatistics().toString();
    }
}
