package dev.croft.core.parquet;

/** Hands over the values of one data page; nulls have no value. Throws {@link DamagedException} when it runs out. */
interface ValueDecoder {
    /** Passes the next {@code count} values on. */
    void read(int count, ValueSink sink);
}
