/**
 * Tables as batches of typed columns: what is carried through from an input and what a job writes. Sinks write a
 * file at a path that {@code AtomicOutput} later moves into place. Begin with
 * {@link dev.croft.core.table.ColumnVector} and {@link dev.croft.core.table.TableSink}.
 */
package dev.croft.core.table;
