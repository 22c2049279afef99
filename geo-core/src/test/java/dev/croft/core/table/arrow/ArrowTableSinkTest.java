package dev.croft.core.table.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.parquet.RandomTable;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.PyArrow;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrowTableSinkTest {
    private static final int ROWS = 5000;

    @TempDir
    private Path folder;

    @Test
    void arrowsReaderReadsEveryType() throws IOException {
        List<ColumnVector> expected = table(ROWS);
        Path file = folder.resolve("Table.ARROW");
        write(file, expected, 777);

        try (BufferAllocator allocator = ArrowBatches.allocator();
                FileChannel channel = FileChannel.open(file);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertEquals(Map.of("rule", "centre"), root.getSchema().getCustomMetadata());
            assertTrue(root.getSchema().getFields().stream().allMatch(field -> field.isNullable()));
            int row = 0;
            while (reader.loadNextBatch()) {
                assertSame(expected, row, root);
                row += root.getRowCount();
            }
            assertEquals(ROWS, row);
        }
    }

    @Test
    void pyArrowReadsTheSame() throws IOException, InterruptedException {
        List<ColumnVector> expected = table(ROWS);
        Path file = folder.resolve("table.arrow");
        write(file, expected, ROWS);

        List<String> actual = PyArrow.lines("""
                import sys, pyarrow.compute as pc, pyarrow.ipc as ipc
                table = ipc.open_file(sys.argv[1]).read_all()
                table.validate(full=True)
                print(table.schema.metadata)
                print([str(field.type) for field in table.schema if field.name.endswith('_few')])
                print(table.schema.field('lists').type.value_type.num_fields)
                print(table.num_rows, [column.null_count for column in table.columns])
                print(table.column('uint64_many')[7], table.column('string_many')[7], table.column('date_few')[1])
                lists = table.column('lists').combine_chunks()
                print(['null' if n is None else n for n in pc.list_value_length(lists).to_pylist()[:40]])
                print(lists.values.field('string')[0], len(lists.values))
                """, file);

        assertEquals("{b'rule': b'centre'}", actual.get(0));
        assertEquals(
                "['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float', "
                        + "'double', 'string', 'binary', 'date32[day]', 'timestamp[ms, tz=UTC]', "
                        + "'timestamp[us, tz=UTC]', 'timestamp[ns, tz=UTC]', 'timestamp[ms]', 'timestamp[us]', "
                        + "'timestamp[ns]']",
                actual.get(1));
        assertEquals("20", actual.get(2));
        assertEquals(
                ROWS + " "
                        + expected.stream().map(ArrowTableSinkTest::nullCount).toList(),
                actual.get(3));
        assertEquals(
                text(expected, "uint64_many", 7) + " " + text(expected, "string_many", 7) + " "
                        + text(expected, "date_few", 1),
                actual.get(4));
        ColumnVector lists = expected.get(expected.size() - 1);
        List<String> lengths = new ArrayList<>();
        for (int row = 0; row < 40; row++) {
            lengths.add(lists.isNull(row) ? "'null'" : Integer.toString(lists.listEnd(row) - lists.listStart(row)));
        }
        assertEquals(lengths.toString(), actual.get(5));
        ColumnVector texts = new RowBatch(lists.elements()).column("string");
        assertEquals(
                (texts.isNull(0) ? "None" : texts.stringAt(0)) + " "
                        + lists.elements().get(0).size(),
                actual.get(6));
    }

    @Test
    void recordBatchesAreBoundedAndDoNotDependOnTheSizeOfCalls() throws IOException {
        ColumnVector number = new ColumnVector(new Column("number", ColumnType.INT32));
        ColumnVector text = new ColumnVector(new Column("text", ColumnType.STRING));
        for (int row = 0; row < 150_000; row++) {
            number.appendInt(row);
            // The last ones are long, so that their bytes end the batch.
            text.appendString(row < 140_000 ? "short" : "long ".repeat(500));
        }
        write(folder.resolve("a.arrow"), List.of(number, text), 150_000);
        write(folder.resolve("b.arrow"), List.of(number, text), 3333);

        assertArrayEquals(Files.readAllBytes(folder.resolve("a.arrow")), Files.readAllBytes(folder.resolve("b.arrow")));
        List<Integer> sizes = batchSizes(folder.resolve("a.arrow"));
        assertEquals(
                List.of(ArrowTableSink.BATCH_ROWS, ArrowTableSink.BATCH_ROWS), sizes.subList(0, 2), sizes::toString);
        assertTrue(sizes.size() > 3, sizes::toString);
        assertEquals(150_000, sizes.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void emptyTableHasFieldsAndNoRows() throws IOException {
        Path file = folder.resolve("empty.arrow");
        write(file, table(0), 10);

        assertEquals(List.of(), batchSizes(file));
    }

    @Test
    void failedWriteLeavesNoWholeFileAndNoMemory() throws IOException {
        Path file = folder.resolve("table.arrow");
        List<ColumnVector> rows = table(10);
        TableSink sink = TableSinks.create(
                TableFormat.ARROW, file, rows.stream().map(ColumnVector::column).toList(), Map.of());
        sink.write(new RowBatch(rows));
        assertThrows(IllegalArgumentException.class, () -> sink.write(new RowBatch(rows.subList(0, 1))));
        // The allocator throws when anything is still held.
        sink.close();

        assertThrows(InvalidArrowFileException.class, () -> batchSizes(file));
    }

    @Test
    void folderThatIsMissingIsNamed() {
        Path file = folder.resolve("missing/table.arrow");
        assertThrows(NoSuchFileException.class, () -> TableSinks.create(TableFormat.ARROW, file, List.of(), Map.of()));
    }

    @Test
    void rootIsFilledAnew() {
        List<ColumnVector> first = table(100);
        List<ColumnVector> second = List.copyOf(first);
        try (BufferAllocator allocator = ArrowBatches.allocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(
                        ArrowBatches.schema(
                                first.stream().map(ColumnVector::column).toList(), Map.of()),
                        allocator)) {
            ArrowBatches.fill(new RowBatch(first), root);
            assertEquals(100, root.getRowCount());
            assertSame(first, 0, root);
            second.forEach(vector -> vector.truncate(40));
            ArrowBatches.fill(new RowBatch(second), root);
            assertEquals(40, root.getRowCount());
            assertSame(second, 0, root);
            assertThrows(
                    IllegalArgumentException.class, () -> ArrowBatches.fill(new RowBatch(second.subList(0, 3)), root));
        }
    }

    private static List<ColumnVector> table(int rows) {
        List<ColumnVector> table = new ArrayList<>(RandomTable.of(17, rows));
        table.add(RandomTable.lists(17, rows));
        return table;
    }

    private static void write(Path file, List<ColumnVector> table, int callRows) throws IOException {
        List<Column> columns = table.stream().map(ColumnVector::column).toList();
        try (TableSink sink = TableSinks.create(TableFormat.of(file), file, columns, Map.of("rule", "centre"))) {
            int rows = table.get(0).size();
            for (int from = 0; from < rows; from += callRows) {
                sink.write(new RowBatch(RandomTable.slice(table, from, Math.min(rows, from + callRows))));
            }
        }
    }

    private static List<Integer> batchSizes(Path file) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        try (BufferAllocator allocator = ArrowBatches.allocator();
                FileChannel channel = FileChannel.open(file);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            while (reader.loadNextBatch()) {
                sizes.add(reader.getVectorSchemaRoot().getRowCount());
            }
        }
        return sizes;
    }

    private static long nullCount(ColumnVector vector) {
        long count = 0;
        for (int row = 0; row < vector.size(); row++) {
            count += vector.isNull(row) ? 1 : 0;
        }
        return count;
    }

    private static String text(List<ColumnVector> table, String name, int row) {
        ColumnVector vector = new RowBatch(table).column(name);
        return vector.isNull(row) ? "None" : vector.text(row);
    }

    private static void assertSame(List<ColumnVector> expected, int firstRow, VectorSchemaRoot actual) {
        for (int i = 0; i < expected.size(); i++) {
            for (int row = 0; row < actual.getRowCount(); row++) {
                assertSame(expected.get(i), firstRow + row, actual.getVector(i), row);
            }
        }
    }

    private static void assertSame(ColumnVector expected, int expectedRow, FieldVector actual, int row) {
        String where = expected.column().name() + " row " + expectedRow;
        assertEquals(expected.isNull(expectedRow), actual.isNull(row), where);
        if (expected.isNull(expectedRow)) {
            return;
        }
        switch (expected.column().type()) {
            case BOOLEAN -> assertEquals(expected.intAt(expectedRow), ((BitVector) actual).get(row), where);
            case DATE -> assertEquals(expected.intAt(expectedRow), ((DateDayVector) actual).get(row), where);
            case FLOAT32 -> assertEquals(expected.floatAt(expectedRow), ((Float4Vector) actual).get(row), where);
            case FLOAT64 -> assertEquals(expected.doubleAt(expectedRow), ((Float8Vector) actual).get(row), where);
            case STRING, BINARY ->
                assertArrayEquals(
                        Arrays.copyOfRange(
                                expected.bytes(),
                                expected.bytesStart(expectedRow),
                                expected.bytesStart(expectedRow) + expected.bytesLength(expectedRow)),
                        bytes(actual, row),
                        where);
            case LIST -> assertSameList(expected, expectedRow, (ListVector) actual, row);
            case UINT32 ->
                assertEquals(
                        Integer.toUnsignedLong(expected.intAt(expectedRow)),
                        ((BaseIntVector) actual).getValueAsLong(row),
                        where);
            case INT8, INT16, INT32, UINT8, UINT16, INT64, UINT64 ->
                assertEquals(
                        expected.number(expectedRow).longValue(), ((BaseIntVector) actual).getValueAsLong(row), where);
            default -> assertEquals(expected.longAt(expectedRow), ((TimeStampVector) actual).get(row), where);
        }
    }

    private static byte[] bytes(FieldVector vector, int row) {
        return vector instanceof VarCharVector text ? text.get(row) : ((VarBinaryVector) vector).get(row);
    }

    private static void assertSameList(ColumnVector expected, int expectedRow, ListVector actual, int row) {
        int start = expected.listStart(expectedRow);
        int length = expected.listEnd(expectedRow) - start;
        assertEquals(length, actual.getElementEndIndex(row) - actual.getElementStartIndex(row));
        StructVector records = (StructVector) actual.getDataVector();
        for (int i = 0; i < length; i++) {
            for (int field = 0; field < expected.elements().size(); field++) {
                assertSame(
                        expected.elements().get(field),
                        start + i,
                        (FieldVector) records.getChildByOrdinal(field),
                        actual.getElementStartIndex(row) + i);
            }
        }
    }
}
