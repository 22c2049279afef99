package dev.croft.core.vector;

import dev.croft.core.crs.Crs;
import dev.croft.core.table.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An ordered table of zones, split into partitions that can be read at the same time. Thread-safe; readers are not. */
public interface ZoneSource extends Closeable {
    /** The file or folder, for messages. */
    String name();

    /** Paths of the files that are read, in row order; empty for a source that is not made of files. */
    List<String> files();

    /** CRS the file states; {@link Crs#UNKNOWN} when it states none, {@link Crs#unsupported} for what cannot be used. */
    Crs crs();

    /** Name of the geometry column in use. */
    String geometryColumn();

    /** All flat columns that can be carried through, in file order, the geometry column left out. */
    List<Column> columns();

    /** The other columns but the geometry, and in words the type because of which they cannot be carried, in file order. */
    default Map<String, String> unreadColumns() {
        return Map.of();
    }

    long rowCount();

    /** Uncompressed bytes of the geometry column over all partitions, as the file states it; 0 when unknown. */
    long geometryBytes();

    /** Pieces of the table in row order; the rows of one follow those of the one before. */
    List<ZonePartition> partitions();

    /** One piece of the table, such as a Parquet row group. */
    interface ZonePartition {
        /** Index of the first row within the whole source. */
        long firstRow();

        long rowCount();

        /**
         * Starts reading the geometry and the named columns.
         *
         * @param columns names out of {@link ZoneSource#columns()}, the order the batches will have
         */
        ZoneReader open(List<String> columns) throws IOException;
    }

    /** Reads one partition from front to back. Confined to one thread at a time. */
    interface ZoneReader extends Closeable {
        /**
         * Fills {@code batch} with the next rows.
         *
         * @param maximumRows most rows to put in, at least 1; fewer may come before the end, but never 0
         * @return false at the end of the partition, {@code batch} is then empty
         */
        boolean next(ZoneBatch batch, int maximumRows) throws IOException;
    }
}
