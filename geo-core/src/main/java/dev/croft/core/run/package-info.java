/**
 * What every job needs while it runs: threads, memory, scratch, progress, outputs that appear whole or not at all,
 * receipts and reports. Threads exist here and nowhere else. Begin with {@link dev.croft.core.run.RunContext}.
 */
package dev.croft.core.run;
