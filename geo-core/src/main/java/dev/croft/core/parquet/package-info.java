/**
 * Parquet files, read page by page and written row group by row group, in memory that does not grow with the row group.
 * Only flat columns are read: top-level and not repeated. Footers and page headers come from parquet-format-structures;
 * pages, encodings and codecs are Croft's own and follow the <a href="https://github.com/apache/parquet-format">format
 * specification</a>. Begin with {@link dev.croft.core.parquet.ParquetFile} and
 * {@link dev.croft.core.parquet.ParquetWriter}.
 */
package dev.croft.core.parquet;
