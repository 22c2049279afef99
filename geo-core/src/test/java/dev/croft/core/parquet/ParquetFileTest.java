package dev.croft.core.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shaded.parquet.org.apache.thrift.TException;

class ParquetFileTest {
    private static final int ROWS = 7000;
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message table {
              required int64 id;
              optional int32 class;
              optional double share;
              optional float ratio;
              required boolean flag;
              optional binary name (STRING);
              optional fixed_len_byte_array(5) code;
              optional int96 old;
              optional group box { required double x; }
              repeated int32 several;
              optional int64 amount (DECIMAL(10, 2));
            }
            """);

    @TempDir
    private Path folder;

    static Stream<Arguments> writers() {
        List<Arguments> all = new ArrayList<>();
        for (WriterVersion version : WriterVersion.values()) {
            for (boolean dictionary : new boolean[] {false, true}) {
                for (boolean split : new boolean[] {false, true}) {
                    all.add(Arguments.of(version, dictionary, split));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("writers")
    void readsWhatParquetJavaWrites(WriterVersion version, boolean dictionary, boolean split) throws IOException {
        Path path = folder.resolve("table.parquet");
        List<Group> expected = new ArrayList<>();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(path))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withCodecFactory(new ZstdCodecFactory())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriterVersion(version)
                .withDictionaryEncoding(dictionary)
                .withByteStreamSplitEncoding(split)
                .withRowGroupRowCountLimit(3000)
                .withPageRowCountLimit(700)
                .build()) {
            Random random = new Random(9);
            for (int row = 0; row < ROWS; row++) {
                expected.add(randomRow(random, row));
                writer.write(expected.get(row));
            }
        }

        ParquetFile file = ParquetFile.open(path);

        assertEquals(ROWS, file.rowCount());
        assertEquals(3, file.rowGroupCount());
        assertEquals(3000, file.firstRow(1));
        for (String column : List.of("id", "class", "share", "ratio", "flag", "name", "code")) {
            assertColumn(file, column, expected);
        }
    }

    @Test
    void columnsThatAreNotReadSayTheirType() throws IOException {
        Path path = folder.resolve("table.parquet");
        ExampleParquetWriter.builder(new LocalOutputFile(path))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withCodecFactory(new ZstdCodecFactory())
                .build()
                .close();
        ParquetFile file = ParquetFile.open(path);

        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> file.requireReadable(List.of("id", "old", "box", "several", "amount", "gone")));

        assertEquals(5, e.problems().size());
        assertTrue(e.getMessage().contains("\"old\"") && e.getMessage().contains("int96"), e.getMessage());
        assertTrue(e.getMessage().contains("struct"), e.getMessage());
        assertTrue(e.getMessage().contains("repeated INT32"), e.getMessage());
        assertTrue(e.getMessage().contains("decimal(10, 2)"), e.getMessage());
        assertTrue(e.getMessage().contains("there is none; its columns are id, class"), e.getMessage());
    }

    @Test
    void missingFileIsTheRequestsFault() {
        Path path = folder.resolve("gone.parquet");

        ConfigurationException e = assertThrows(ConfigurationException.class, () -> ParquetFile.open(path));

        assertTrue(e.getMessage().startsWith("Cannot read " + path), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PAR", "PK zip of something, not Parquet", "{\"type\": \"FeatureCollection\"}"})
    void otherFilesAreNotParquet(String content) throws IOException {
        assertCode("PARQUET_NOT_PARQUET", content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void encryptedFooterIsNamed() throws IOException {
        assertCode("PARQUET_ENCRYPTED", "PARE the rest is secret....PARE".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyCutIsNoticedOnOpening() throws IOException {
        byte[] whole = smallTable();
        for (int length = 4; length < whole.length; length += 97) {
            assertCode("PARQUET_TRUNCATED", Arrays.copyOf(whole, length));
        }
        assertCode("PARQUET_TRUNCATED", Arrays.copyOf(whole, whole.length - 1));
    }

    @Test
    void absurdFooterLengthIsTruncation() throws IOException {
        byte[] whole = smallTable();
        for (int length : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, whole.length}) {
            byte[] damaged = whole.clone();
            LittleEndian.putInt(damaged, damaged.length - 8, length);
            assertCode("PARQUET_TRUNCATED", damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void flippedBytesAreDamageOrOtherValues(long seed) throws IOException {
        byte[] whole = smallTable();
        int footer = whole.length - 8 - LittleEndian.getInt(whole, whole.length - 8);
        Random random = new Random(seed);
        Path path = folder.resolve("damaged.parquet");
        for (int i = 0; i < 80; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                // Half of them in the footer, which is a small part of the file.
                int from = random.nextBoolean() ? footer : 4;
                damaged[from + random.nextInt(damaged.length - from)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(path, damaged);
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> readBounded(path), "seed " + seed + ", try " + i);
        }
    }

    @Test
    void damagedPageIsNamedWithItsPlace() throws IOException {
        byte[] damaged = smallTable();
        Arrays.fill(damaged, 40, 400, (byte) 0xff);
        Path path = Files.write(folder.resolve("damaged.parquet"), damaged);

        InputDataException e = assertThrows(InputDataException.class, () -> readAll(path));

        assertEquals("PARQUET_DAMAGED", e.code());
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("row group 0, page at byte"), e.getMessage());
        assertTrue(e.getMessage().contains("write or copy it again"), e.getMessage());
    }

    @Test
    void everyFlippedBitInAPageIsNoticed() throws IOException {
        byte[] whole = smallTable();
        Random random = new Random(17);
        // Behind the header of the first page, within its compressed bytes.
        for (int i = 0; i < 50; i++) {
            byte[] damaged = whole.clone();
            damaged[4 + 30 + random.nextInt(40)] ^= (byte) (1 << random.nextInt(8));
            Path path = Files.write(folder.resolve("flipped.parquet"), damaged);
            assertThrows(InputDataException.class, () -> readAll(path), "try " + i);
        }
    }

    @Test
    void fileThatShrinksWhileItIsReadIsAnInputOutputFailure() throws IOException {
        Path path = Files.write(folder.resolve("shrinking.parquet"), smallTable());
        ParquetFile file = ParquetFile.open(path);
        Files.write(path, new byte[10]);

        try (RowGroupReader reader = file.read(0, List.of("int32_many"))) {
            List<ValueSink> sinks = List.of(ValueSink.into(vector("int32_many", ColumnType.INT32)));
            assertThrows(EOFException.class, () -> reader.read(10, sinks));
        }
    }

    /** Writers of an empty table leave chunks at any offset, or none. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3, Long.MAX_VALUE})
    void rowGroupWithoutRowsIsReadWithoutItsChunks(long offset) throws IOException, TException {
        byte[] whole = smallTable();
        int start = whole.length - 8 - LittleEndian.getInt(whole, whole.length - 8);
        FileMetaData footer = ThriftReader.footer(Arrays.copyOfRange(whole, start, whole.length - 8));
        RowGroup empty = footer.getRow_groups().get(0).deepCopy();
        empty.setNum_rows(0);
        for (ColumnChunk chunk : empty.getColumns()) {
            chunk.getMeta_data().setData_page_offset(offset);
        }
        footer.getRow_groups().add(1, empty);
        footer.getRow_groups().add(new RowGroup(List.of(), 0, 0));
        Path path = folder.resolve("empty.parquet");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(whole, 0, start);
        Util.writeFileMetaData(footer, bytes);
        byte[] tail = Arrays.copyOfRange(whole, whole.length - 8, whole.length);
        LittleEndian.putInt(tail, 0, bytes.size() - start);
        bytes.write(tail);
        Files.write(path, bytes.toByteArray());

        ParquetFile file = ParquetFile.open(path);
        assertEquals(300, file.rowCount());
        assertEquals(5, file.rowGroupCount());
        readAll(path);
        try (ParquetTable table = ParquetTable.open(path)) {
            int rows = 0;
            while (table.next(1000)) {
                rows += table.batch().rowCount();
            }
            assertEquals(300, rows);
        }
    }

    private void assertCode(String code, byte[] content) throws IOException {
        Path path = Files.write(folder.resolve("damaged.parquet"), content);
        InputDataException e = assertThrows(InputDataException.class, () -> ParquetFile.open(path));
        assertEquals(code, e.code());
        assertEquals(path.toString(), e.file());
        assertTrue(e.getMessage().startsWith("Cannot read " + path), e.getMessage());
    }

    private byte[] smallTable() throws IOException {
        Path path = folder.resolve("small.parquet");
        RandomTable.write(path, RandomTable.of(5, 300), 100, new RowGroupLimits(120, 1 << 20));
        return Files.readAllBytes(path);
    }

    /** Reads everything, or a million rows of it, and lets pass only what damage may do. */
    private static void readBounded(Path path) throws IOException {
        try {
            readAll(path);
        } catch (InputDataException e) {
            assertTrue(e.getMessage().startsWith("Cannot read "), e.getMessage());
        }
    }

    private static void readAll(Path path) throws IOException {
        ParquetFile file = ParquetFile.open(path);
        for (int group = 0; group < file.rowGroupCount(); group++) {
            for (ParquetColumn column : file.columns()) {
                if (column.type().isPresent()) {
                    readColumn(file, group, column);
                }
            }
        }
    }

    private static void readColumn(ParquetFile file, int group, ParquetColumn column) throws IOException {
        ColumnVector vector = vector(column.name(), column.type().orElseThrow());
        try (RowGroupReader reader = file.read(group, List.of(column.name()))) {
            for (int batch = 0; batch < 1000 && reader.read(1000, List.of(ValueSink.into(vector))) > 0; batch++) {
                vector.clear();
            }
        }
    }

    private static void assertColumn(ParquetFile file, String name, List<Group> expected) throws IOException {
        ColumnVector vector =
                vector(name, file.column(name).orElseThrow().type().orElseThrow());
        for (int group = 0; group < file.rowGroupCount(); group++) {
            try (RowGroupReader reader = file.read(group, List.of(name))) {
                while (reader.read(512, List.of(ValueSink.into(vector))) > 0) {
                    assertTrue(vector.size() <= ROWS);
                }
            }
        }
        assertEquals(ROWS, vector.size());
        for (int row = 0; row < ROWS; row++) {
            Group group = expected.get(row);
            boolean isNull = group.getFieldRepetitionCount(name) == 0;
            assertEquals(isNull, vector.isNull(row), name + " row " + row);
            if (!isNull) {
                assertEquals(
                        group.getValueToString(SCHEMA.getFieldIndex(name), 0), text(vector, row), name + " row " + row);
            }
        }
    }

    private static String text(ColumnVector vector, int row) {
        return switch (vector.column().type().storage()) {
            case INT ->
                vector.column().type() == ColumnType.BOOLEAN
                        ? Boolean.toString(vector.booleanAt(row))
                        : Integer.toString(vector.intAt(row));
            case LONG -> Long.toString(vector.longAt(row));
            case FLOAT -> Float.toString(vector.floatAt(row));
            case DOUBLE -> Double.toString(vector.doubleAt(row));
            case BYTES -> vector.stringAt(row);
            case LIST -> vector.text(row);
        };
    }

    private static Group randomRow(Random random, int row) {
        Group group = new SimpleGroup(SCHEMA);
        group.add("id", 1_000_000_000_000L + row * 3L + random.nextInt(2));
        group.add("flag", random.nextInt(10) == 0);
        if (random.nextInt(4) > 0) {
            group.add("class", random.nextInt(row < 4000 ? 40 : 1 << 30));
            group.add("share", random.nextDouble());
            group.add("ratio", random.nextInt(50) / 7f);
            group.add("name", "field " + random.nextInt(row < 3000 ? 20 : 100_000));
            group.add("code", Binary.fromString("c" + (1000 + random.nextInt(200))));
        }
        return group;
    }

    private static ColumnVector vector(String name, ColumnType type) {
        return new ColumnVector(new Column(name, type));
    }
}
