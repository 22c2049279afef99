package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.core.table.parquet.ParquetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropHistoryTest {
    private static final int ABSENT = -1;

    @TempDir
    private Path folder;

    private FieldsConfig config;

    @BeforeEach
    void configure() throws IOException {
        configure("");
        Files.createDirectories(config.layout().zonal(2019).getParent());
    }

    private void configure(String ofRaster) throws IOException {
        Files.writeString(
                folder.resolve("fields.yml"),
                "polygons: f.parquet\nyears: [2019-2021]\nraster:\n  source: cdl/{year}.tif\n" + ofRaster);
        config = FieldsConfig.load(folder.resolve("fields.yml"));
    }

    @Test
    void historyAndLegendAreThoseOfTheSlowTwin() throws IOException {
        Random random = new Random(11);
        int rowCount = 40_000;
        Map<Integer, int[]> crops = new TreeMap<>();
        for (int year = 2019; year <= 2021; year++) {
            int[] column = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                column[row] = random.nextInt(10) == 0 ? ABSENT : 1 + random.nextInt(5);
            }
            crops.put(year, column);
            write(year, 0, column);
        }
        assertEquals(List.of(2019, 2020, 2021), write());

        try (ParquetTable table = ParquetTable.open(config.layout().history())) {
            assertEquals(
                    List.of("id", "crop_2019", "crop_2020", "crop_2021"),
                    table.columns().stream().map(Column::name).toList());
            long row = 0;
            while (table.next(1000)) {
                for (int i = 0; i < table.batch().rowCount(); i++, row++) {
                    assertEquals(row, number(table.batch().columns().get(0), i));
                    for (int year = 2019; year <= 2021; year++) {
                        assertEquals(
                                crops.get(year)[(int) row],
                                number(table.batch().columns().get(year - 2018), i),
                                "row " + row + ", " + year);
                    }
                }
            }
            assertEquals(rowCount, row);
        }
        JsonNode legend = new ObjectMapper().readTree(config.layout().legend().toFile());
        assertEquals(5, legend.path("classes").size());
        for (JsonNode entry : legend.path("classes")) {
            for (int year = 2019; year <= 2021; year++) {
                long expected = 0;
                for (int crop : crops.get(year)) {
                    expected += crop == entry.path("value").asInt() ? 1 : 0;
                }
                assertEquals(expected, entry.path("fields").path("" + year).asLong());
                assertEquals(expected * 3, entry.path("cells").path("" + year).asLong(), "three cells each");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'1, 5', '', 'Class 1, Class 5'",
        "'1, 176', '', 'Corn, Grassland/Pasture'",
        "'1, 5', cdl, 'Corn, Soybeans'",
        "'1, 176', names.csv, 'Wheat,'",
    })
    void classesAreNamedByTheConfigurationOrElseByWhatTheirValuesTell(String values, String classes, String names)
            throws IOException {
        Files.writeString(folder.resolve("names.csv"), "value,name,color\n1,Wheat,#aabbcc\n");
        configure(classes.isEmpty() ? "" : "  classes: " + classes + "\n");
        write(
                2019,
                0,
                Arrays.stream(values.split(", ")).mapToInt(Integer::parseInt).toArray());
        write();
        List<String> found = new ArrayList<>();
        new ObjectMapper()
                .readTree(config.layout().legend().toFile())
                .path("classes")
                .forEach(one -> found.add(one.path("name").asText()));
        assertEquals(List.of(names.split(", ?", -1)), found);
    }

    private static long number(ColumnVector column, int row) {
        return column.isNull(row) ? ABSENT : column.number(row).longValue();
    }

    @Test
    void yearsWithoutTableAreLeftOut() throws IOException {
        write(2019, 0, 1, 5);
        write(2021, 0, 5, 1);
        assertEquals(List.of(2019, 2021), write());
    }

    @Test
    void withoutAnyTableThereIsNoHistory() {
        ConfigurationException failure = assertThrows(ConfigurationException.class, this::write);
        assertTrue(failure.getMessage().contains("Run croft fields run first"), failure.getMessage());
    }

    @Test
    void tablesOfOtherLengthAreRefused() throws IOException {
        write(2019, 0, 1, 5, 1);
        write(2020, 0, 1, 5);
        assertRefused("not the same number of fields");
        write(2020, 0, 1, 5, 1, 1);
        assertRefused("not the same number of fields");
    }

    @Test
    void tablesOfOtherFieldsAreRefused() throws IOException {
        write(2019, 0, 1, 5, 1);
        write(2020, 1, 1, 5, 1);
        assertRefused("in row 0 its field is 1, there it is 0");
    }

    private void assertRefused(String part) {
        InputDataException failure = assertThrows(InputDataException.class, this::write);
        assertEquals("OTHER_FIELDS", failure.code());
        assertTrue(
                failure.getMessage().contains(part) && failure.getMessage().contains("zonal_us_2020.parquet"),
                failure.getMessage());
        assertTrue(Files.notExists(config.layout().history()));
    }

    private List<Integer> write() throws IOException {
        try (RunContext context = County.context()) {
            return CropHistory.write(config, context);
        }
    }

    private void write(int year, long firstId, int... crops) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (String name : List.of("id", "majority", "pixel_count")) {
            columns.add(new Column(name, ColumnType.INT64));
        }
        RowBatch rows = new RowBatch(columns.stream().map(ColumnVector::new).toList());
        for (int row = 0; row < crops.length; row++) {
            rows.columns().get(0).appendLong(firstId + row);
            if (crops[row] == ABSENT) {
                rows.columns().get(1).appendNull();
            } else {
                rows.columns().get(1).appendLong(crops[row]);
            }
            rows.columns().get(2).appendLong(3);
        }
        try (TableSink sink =
                TableSinks.create(TableFormat.PARQUET, config.layout().zonal(year), columns, Map.of())) {
            sink.write(rows);
        }
    }
}
