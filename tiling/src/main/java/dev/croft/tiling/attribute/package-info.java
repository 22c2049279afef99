/** The attributes of features: read from several tables, joined by key, kept by row outside the heap. Begin with {@code AttributeStore}. */
package dev.croft.tiling.attribute;
