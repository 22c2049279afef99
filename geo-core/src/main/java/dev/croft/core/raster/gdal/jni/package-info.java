/**
 * The classes that call GDAL's Java bindings, the only ones that know {@code org.gdal}. They are loaded apart, by the class loader of
 * {@link dev.croft.core.raster.gdal.GdalLibrary}: others name none of them, and they use only what is public elsewhere.
 * Datasets of GDAL are not thread-safe; each is used by one thread at a time. Begin with {@code GdalOpener}.
 */
package dev.croft.core.raster.gdal.jni;
