/**
 * Parquet files, read page by page and written row group by row group, in memory that does not grow with the row group.
 * Only flat columns are read: top-level and not repeated; lists of records are written too. Footers and page headers come from parquet-format-structures,
 * the encodings that are read from parquet-column, codecs from their libraries; the <a
 * href="https://github.com/apache/parquet-format">file format</a> around them is read here, without Hadoop. Writing is Croft's
 * own: parquet-column's writers took more than twice the CPU seconds for the table of a zonal job.
 * Begin with {@link dev.croft.core.parquet.ParquetFile} and
 * {@link dev.croft.core.parquet.ParquetWriter}.
 */
package dev.croft.core.parquet;
