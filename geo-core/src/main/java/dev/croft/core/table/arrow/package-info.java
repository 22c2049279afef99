/**
 * Tables as <a href="https://arrow.apache.org/docs/format/Columnar.html">Arrow</a>: IPC files, and batches in memory for
 * programs that hold Croft as a library. All fields are nullable. Begin with
 * {@link dev.croft.core.table.arrow.ArrowTableSink} and {@link dev.croft.core.table.arrow.ArrowBatches}.
 */
package dev.croft.core.table.arrow;
