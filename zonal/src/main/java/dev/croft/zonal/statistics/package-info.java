/**
 * What is computed of the cells of a zone. The rules are written down once: of values in {@link Statistic}, of nodata and
 * weights in {@link ZoneTally}, of empty zones and column types in {@link StatisticColumns}. Kernels know no files and no
 * threads, and allocate nothing per zone. Begin with {@link ZoneTally}.
 */
package dev.croft.zonal.statistics;
