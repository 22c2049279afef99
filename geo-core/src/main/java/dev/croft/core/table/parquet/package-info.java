/**
 * Tables as Parquet files, on top of {@code dev.croft.core.parquet}. Begin with
 * {@link dev.croft.core.table.parquet.ParquetTableSink}; {@link dev.croft.core.table.parquet.ParquetTable} reads.
 */
package dev.croft.core.table.parquet;
