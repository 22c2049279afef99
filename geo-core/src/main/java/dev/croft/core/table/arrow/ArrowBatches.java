package dev.croft.core.table.arrow;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import java.nio.Buffer;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Croft's rows as Arrow batches: create a root of {@link #schema} once, then {@link #fill} it batch by batch. */
public final class ArrowBatches {
    private ArrowBatches() {}

    /**
     * Memory for Arrow's vectors, which lie outside of the heap. Whoever asks closes it, after all that was made with it;
     * closing reports what was not released.
     *
     * @throws ConfigurationException when this Java was started without what Arrow needs
     */
    public static BufferAllocator allocator() {
        requireOpenBuffers();
        return new RootAllocator();
    }

    /** One nullable field per column: texts as UTF-8, dates in days, lists as lists of structs. */
    public static Schema schema(List<Column> columns, Map<String, String> metadata) {
        return ArrowFields.schema(columns, metadata);
    }

    /**
     * Replaces the rows of {@code root} by {@code rows}.
     *
     * @param root of the {@link #schema} of the batch's columns
     */
    public static void fill(RowBatch rows, VectorSchemaRoot root) {
        List<Column> columns = rows.columns().stream().map(ColumnVector::column).toList();
        Schema expected = schema(columns, Map.of());
        if (!expected.getFields().equals(root.getSchema().getFields())) {
            throw new IllegalArgumentException(
                    "Columns " + expected + " cannot be written to a root of " + root.getSchema());
        }
        RootFiller filler = new RootFiller(columns, root);
        for (int row = 0; row < rows.rowCount(); row++) {
            filler.append(rows.columns(), row);
        }
        filler.finish();
    }

    /** Arrow takes the address of a buffer from a private field of the JDK, and fails obscurely where it may not. */
    private static void requireOpenBuffers() {
        if (!Buffer.class.getModule().isOpen("java.nio", BufferAllocator.class.getModule())) {
            throw new ConfigurationException("Cannot make Arrow batches: this Java keeps java.nio closed to Arrow."
                    + " Start it with --add-opens=java.base/java.nio=ALL-UNNAMED; java -jar croft.jar does so itself.");
        }
    }
}
