package dev.croft.core.table.arrow;

import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What an Arrow IPC file holds.
 *
 * @param columns name and type of each column, as text
 * @param batchCount number of record batches
 * @param metadata key/value pairs of the schema
 */
public record ArrowFile(List<String> columns, long rowCount, int batchCount, Map<String, String> metadata) {
    public ArrowFile {
        columns = List.copyOf(columns);
        metadata = new TreeMap<>(metadata);
    }

    /**
     * Reads the whole file.
     *
     * @throws InputDataException when it is no Arrow IPC file or a record batch is damaged
     */
    public static ArrowFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                BufferAllocator allocator = ArrowBatches.allocator();
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            return read(file, reader);
        }
    }

    private static ArrowFile read(Path file, ArrowFileReader reader) throws IOException {
        try {
            long rows = 0;
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            Schema schema = reader.getVectorSchemaRoot().getSchema();
            return new ArrowFile(
                    schema.getFields().stream()
                            .map(field -> field.getName() + ": " + field.getType())
                            .toList(),
                    rows,
                    reader.getRecordBlocks().size(),
                    schema.getCustomMetadata());
        } catch (RuntimeException e) {
            // The library checks little of what it reads, so that damage shows in many ways.
            throw new InputDataException(
                    file,
                    "DAMAGED_ARROW",
                    "Cannot read " + file + " as an Arrow IPC file: " + e
                            + ". It looks damaged; write or copy it again.",
                    e);
        }
    }
}
