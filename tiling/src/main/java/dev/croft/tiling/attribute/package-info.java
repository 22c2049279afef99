/**
 * The attributes of features: read from several tables, joined by key, kept by row outside the heap. Joins are planned first, by
 * {@link dev.croft.tiling.attribute.JoinPlanner}, and carried out when the zones were read, by
 * {@link dev.croft.tiling.attribute.JoinRun}. Begin with {@link dev.croft.tiling.attribute.AttributeStore}.
 */
package dev.croft.tiling.attribute;
