/**
 * Zones in GeoParquet 1.0 and 1.1, and in plain Parquet with a WKB column; see the
 * <a href="https://geoparquet.org/releases/v1.1.0/">GeoParquet specification</a>. Begin with
 * {@link dev.croft.core.vector.parquet.GeoParquetZones}; {@link dev.croft.core.vector.parquet.GeoParquetSink} writes
 * zones, {@link dev.croft.core.vector.parquet.GeoParquetTableSink} a table that has geometries.
 */
package dev.croft.core.vector.parquet;
