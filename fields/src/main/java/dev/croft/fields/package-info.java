/**
 * The yearly pipeline of fields: fetch a raster, find the majority of each field, tile, validate, publish, list, clean up.
 */
package dev.croft.fields;
