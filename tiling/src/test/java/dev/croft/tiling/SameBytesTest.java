package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTableSink;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.parquet.GeoParquetSink;
import dev.croft.testdata.FieldPartition;
import dev.croft.testdata.FieldZones;
import dev.croft.testdata.RowOrder;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.TilingRequest.IfValid;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.gzip.Encoder;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equal zones and options give equal archives, byte for byte, from file to file. */
class SameBytesTest {
    private static final int FIELDS = 6000;
    private static final long MIB = 1 << 20;

    @TempDir
    private static Path inputs;

    private static Path expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeOnce() throws IOException {
        writeZones(RowOrder.SPATIAL, inputs.resolve("whole.parquet"), 0, FIELDS, FIELDS);
        writeZones(RowOrder.SPATIAL, inputs.resolve("groups.parquet"), 0, FIELDS, 700);
        writeZones(RowOrder.RANDOM, inputs.resolve("shuffled.parquet"), 0, FIELDS, 1000);
        Path parts = Files.createDirectory(inputs.resolve("parts"));
        for (int part = 0; part < 5; part++) {
            writeZones(
                    RowOrder.SPATIAL, parts.resolve("part-" + part + ".parquet"), part * 1200, part * 1200 + 1200, 999);
        }
        writeCrops(inputs.resolve("crops.parquet"), false);
        writeCrops(inputs.resolve("reversed.parquet"), true);
        expected = inputs.resolve("expected.pmtiles");
        run("whole.parquet", "crops.parquet", expected, 1, 256 * MIB, options().build());
    }

    private static TilingOptions.Builder options() {
        return TiledArchive.options(Profile.WEB, 4, 13).tileBytes(60_000);
    }

    @ParameterizedTest(name = "{0} joined with {1}, {2} threads, {3} MiB")
    @CsvSource({
        "whole.parquet, crops.parquet, 2, 4",
        "whole.parquet, crops.parquet, 3, 1024",
        "whole.parquet, reversed.parquet, 7, 64",
        "groups.parquet, crops.parquet, 1, 4",
        "groups.parquet, crops.parquet, 2, 1024",
        "groups.parquet, crops.parquet, 7, 8",
        "groups.parquet, reversed.parquet, 128, 256",
        "groups.parquet, crops.parquet, 256, 1024",
        "shuffled.parquet, crops.parquet, 3, 16",
        "shuffled.parquet, reversed.parquet, 1, 1024",
        "parts, crops.parquet, 1, 32",
        "parts, reversed.parquet, 3, 4",
    })
    void archiveIsTheSame(String zones, String join, int threads, int mebibytes) throws IOException {
        Path archive = folder.resolve("expected.pmtiles");
        run(zones, join, archive, threads, mebibytes * MIB, options().build());
        assertEquals(-1, Files.mismatch(expected, archive));
    }

    @Test
    void otherEncodersGiveTheSameTilesInflated() throws IOException {
        SortedMap<Long, byte[]> usual = new TiledArchive(expected, null).contents();
        for (int level : new int[] {1, 6}) {
            Path archive = folder.resolve("jdk" + level + ".pmtiles");
            TilingOptions jdk = options().compression(Encoder.JDK, level).build();
            run("whole.parquet", "crops.parquet", archive, 2, 64 * MIB, jdk);
            SortedMap<Long, byte[]> tiles = new TiledArchive(archive, null).contents();
            assertEquals(usual.keySet(), tiles.keySet());
            usual.forEach((id, content) ->
                    assertTrue(Arrays.equals(content, tiles.get(id)), () -> "tile " + TileId.coord(id)));
        }
    }

    private static void run(String zones, String join, Path archive, int threads, long memory, TilingOptions options)
            throws IOException {
        TilingRequest request = new TilingRequest(
                inputs.resolve(zones).toString(),
                List.of(JoinSpec.parse(inputs.resolve(join).toString())),
                Optional.empty(),
                archive,
                options,
                new ArchiveTitle("fields", "nobody", "generated"),
                Optional.empty(),
                Optional.empty(),
                Overwrite.OWN_OUTPUTS,
                IfValid.SKIP);
        try (RunContext context = RunContext.named("test")
                        .threads(threads)
                        .memory(MemoryBudget.ofBytes(memory))
                        .temporaryFolder(archive.getParent())
                        .build();
                TilingFileJob job = TilingFileJob.plan(request, context)) {
            assertEquals(FIELDS, job.run(context).orElseThrow().zoneCount());
        }
    }

    private static void writeZones(RowOrder order, Path file, int from, int to, int rowsPerGroup) throws IOException {
        ZoneSource fields = new FieldZones(new FieldPartition(11, FIELDS), order, Partition.WGS84);
        ZoneBatch batch =
                new ZoneBatch(fields.columns().stream().map(ColumnVector::new).toList());
        int rows = rowsPerGroup;
        try (GeoParquetSink sink = GeoParquetSink.create(
                file,
                fields.columns(),
                Optional.of(fields.crs().toProjJson()),
                new RowGroupLimits(rowsPerGroup, 1L << 30))) {
            for (ZonePartition partition : fields.partitions()) {
                try (ZoneReader reader = partition.open(
                        fields.columns().stream().map(Column::name).toList())) {
                    long row = 0;
                    while (reader.next(batch, (int) Math.min(rows, (row < from ? from : to) - row))) {
                        if (row >= from && row < to) {
                            sink.write(batch);
                        }
                        row += batch.rowCount();
                        if (row >= to) {
                            break;
                        }
                    }
                }
            }
        }
    }

    private static void writeCrops(Path file, boolean isReversed) throws IOException {
        FieldPartition land = new FieldPartition(11, FIELDS);
        ColumnVector id = new ColumnVector(new Column("id", ColumnType.INT64));
        ColumnVector crop = new ColumnVector(new Column("crop", ColumnType.INT32));
        ColumnVector name = new ColumnVector(new Column("name", ColumnType.STRING));
        LongStream.range(0, FIELDS).map(i -> isReversed ? FIELDS - 1 - i : i).forEach(field -> {
            id.appendLong(field + 1);
            crop.appendInt(land.crop(field));
            name.appendString("class " + land.crop(field));
        });
        List<ColumnVector> vectors = List.of(id, crop, name);
        try (ParquetTableSink sink = ParquetTableSink.create(
                file, vectors.stream().map(ColumnVector::column).toList(), Map.of())) {
            sink.write(new RowBatch(vectors));
        }
    }
}
