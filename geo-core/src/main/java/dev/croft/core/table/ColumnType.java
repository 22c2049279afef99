package dev.croft.core.table;

/** What a column holds, and in which primitive it is kept in memory. */
public enum ColumnType {
    BOOLEAN(Storage.INT),
    INT8(Storage.INT),
    INT16(Storage.INT),
    INT32(Storage.INT),
    INT64(Storage.LONG),
    UINT8(Storage.INT),
    UINT16(Storage.INT),
    /** Kept as the int with the same bits. */
    UINT32(Storage.INT),
    /** Kept as the long with the same bits. */
    UINT64(Storage.LONG),
    FLOAT32(Storage.FLOAT),
    FLOAT64(Storage.DOUBLE),
    /** UTF-8. */
    STRING(Storage.BYTES),
    BINARY(Storage.BYTES),
    /** Days since 1970-01-01. */
    DATE(Storage.INT),
    /** Since 1970-01-01T00:00Z, adjusted to UTC. */
    TIMESTAMP_MILLIS(Storage.LONG),
    /** Since 1970-01-01T00:00Z, adjusted to UTC. */
    TIMESTAMP_MICROS(Storage.LONG),
    /** Since 1970-01-01T00:00Z, adjusted to UTC. */
    TIMESTAMP_NANOS(Storage.LONG),
    /** Since 1970-01-01T00:00 of no stated time zone. */
    LOCAL_TIMESTAMP_MILLIS(Storage.LONG),
    /** Since 1970-01-01T00:00 of no stated time zone. */
    LOCAL_TIMESTAMP_MICROS(Storage.LONG),
    /** Since 1970-01-01T00:00 of no stated time zone. */
    LOCAL_TIMESTAMP_NANOS(Storage.LONG),
    /** A list of records; see {@link Column#elements}. */
    LIST(Storage.LIST);

    /** The primitive that holds a value in a {@link ColumnVector}. */
    public enum Storage {
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BYTES,
        LIST
    }

    private final Storage storage;

    ColumnType(Storage storage) {
        this.storage = storage;
    }

    public Storage storage() {
        return storage;
    }
}
