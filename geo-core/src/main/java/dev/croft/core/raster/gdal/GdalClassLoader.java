package dev.croft.core.raster.gdal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Loads GDAL's bindings, and the classes of Croft that call them, a second time. The bindings ask for their library by name; Java
 * looks for names in folders that are given when it starts, and else asks the class loader, which here knows the file.
 */
final class GdalClassLoader extends ClassLoader {
    private static final String BINDINGS = "org.gdal.";
    private static final String CALLERS = GdalClassLoader.class.getPackageName() + ".jni.";

    static {
        registerAsParallelCapable();
    }

    private final Path library;

    GdalClassLoader(Path library) {
        super(GdalClassLoader.class.getClassLoader());
        this.library = library;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(BINDINGS) && !name.startsWith(CALLERS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected String findLibrary(String name) {
        return System.mapLibraryName(name).equals(library.getFileName().toString()) ? library.toString() : null;
    }
}
