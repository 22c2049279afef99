/**
 * GDAL, through its Java bindings, for formats that Croft does not read itself. The bindings need a native library, which is
 * loaded when the first raster is opened and not before. Here it is found and loaded; what calls it is in
 * {@code raster.gdal.jni}, loaded by {@code GdalClassLoader}. Begin with {@link dev.croft.core.raster.gdal.GdalLibrary}.
 */
package dev.croft.core.raster.gdal;
