package dev.croft.tiling.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpillFileTest {
    private record Item(long tile, int row, RecordKind kind, String payload) {}

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 10_000, 300_000, Long.MAX_VALUE})
    void recordsComeBackByTileAndWithinATileAsAppended(long shardBytes) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Item> items = new ArrayList<>();
        try (SpillFile file = SpillFile.create(folder.resolve("spill"))) {
            RunWriter writer = new RunWriter();
            SpillBatch batch = new SpillBatch();
            for (int i = 0; i < 12; i++) {
                writer.begin(batch);
                for (int n = 0; n < 3000; n++) {
                    Item item = item(random, i * 3000 + n);
                    items.add(item);
                    byte[] payload = item.payload().getBytes(StandardCharsets.UTF_8);
                    writer.add(item.tile(), item.row(), item.kind(), payload, 0, payload.length);
                }
                writer.end();
                file.append(batch);
            }
            items.sort(Comparator.comparingLong(Item::tile));
            ShardPlan plan = file.plan(shardBytes);
            assertEquals(items, read(file, plan));
            assertTrue(shardBytes > plan.rawBytes() || plan.shards().size() > 1);
        }
    }

    @Test
    void shardsWeighAlikeWhereverTheTilesLie() throws IOException {
        try (SpillFile file = SpillFile.create(folder.resolve("spill"))) {
            RunWriter writer = new RunWriter();
            SpillBatch batch = new SpillBatch();
            writer.begin(batch);
            for (int n = 0; n < 60_000; n++) {
                writer.add(89_478_485L + n, n, RecordKind.POLYGON, new byte[40], 0, 40);
            }
            writer.end();
            file.append(batch);
            ShardPlan plan = file.plan(Long.MAX_VALUE);
            assertEquals(16, plan.shards().size());
            ShardReader reader = new ShardReader(file);
            for (ShardPlan.Shard shard : plan.shards()) {
                reader.load(shard);
                assertEquals(3750, reader.recordCount(), 1500);
            }
        }
    }

    @Test
    void aRunThatIsTooLongIsEndedAndAnotherBegun() throws IOException {
        int count = 300_000;
        try (SpillFile file = SpillFile.create(folder.resolve("spill"))) {
            RunWriter writer = new RunWriter();
            SpillBatch batch = new SpillBatch();
            writer.begin(batch);
            for (int n = 0; n < count; n++) {
                writer.add(1_000_000 - n, n, RecordKind.POINT);
            }
            writer.end();
            file.append(batch);
            List<Item> items = read(file, file.plan(Long.MAX_VALUE));
            assertEquals(count, items.size());
            for (int place = 0; place < count; place++) {
                assertEquals(count - 1 - place, items.get(place).row());
            }
        }
    }

    @Test
    void nothingSpilledIsNoShard() throws IOException {
        try (SpillFile file = SpillFile.create(folder.resolve("spill"))) {
            RunWriter writer = new RunWriter();
            SpillBatch batch = new SpillBatch();
            writer.begin(batch);
            writer.end();
            file.append(batch);
            assertTrue(file.plan(1).shards().isEmpty());
        }
    }

    private static Item item(SplittableRandom random, int row) {
        boolean popular = random.nextInt(4) == 0;
        long tile = popular ? 17 : random.nextLong(1L << 44);
        RecordKind kind = RecordKind.ofCode(random.nextInt(3));
        return new Item(tile, row, kind, kind == RecordKind.POLYGON ? "x".repeat(random.nextInt(200)) : "");
    }

    private static List<Item> read(SpillFile file, ShardPlan plan) throws IOException {
        List<Item> items = new ArrayList<>();
        ShardReader reader = new ShardReader(file);
        for (ShardPlan.Shard shard : plan.shards()) {
            reader.load(shard);
            for (int place = 0; place < reader.recordCount(); place++) {
                int record = reader.recordAt(place);
                int start = reader.payloadStart(record);
                String payload =
                        new String(reader.payloads(), start, reader.payloadEnd(record) - start, StandardCharsets.UTF_8);
                items.add(new Item(reader.tile(record), reader.row(record), reader.kind(record), payload));
            }
        }
        return items;
    }
}
