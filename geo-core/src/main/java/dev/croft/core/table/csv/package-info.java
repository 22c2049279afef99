/**
 * Tables as comma-separated text, RFC 4180. Begin with {@link dev.croft.core.table.csv.CsvTableSink}, which says how
 * each type is worded.
 */
package dev.croft.core.table.csv;
