package dev.croft.core.raster;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The one GeoTIFF inside a zip, as the national Cropland Data Layer is delivered. It is unpacked rather than read in place,
 * because blocks are read in any order and deflate can only be read from the start.
 */
final class ZippedRaster {
    private static final int BUFFER_BYTES = 1 << 17;

    /** Behind the raster's name, the file that GDAL keeps beside it. */
    private static final String AUXILIARY = ".aux.xml";

    private final Path zip;
    private final ZipEntry raster;
    private final Optional<ZipEntry> auxiliary;
    private final String fileName;

    private ZippedRaster(Path zip, ZipEntry raster, Optional<ZipEntry> auxiliary) {
        this.zip = zip;
        this.raster = raster;
        this.auxiliary = auxiliary;
        this.fileName = lastName(raster.getName());
    }

    static ZippedRaster find(Path zip) throws IOException {
        List<ZipEntry> found = new ArrayList<>();
        try (ZipFile archive = open(zip)) {
            archive.stream().filter(ZippedRaster::isRaster).forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new ConfigurationException("Cannot open " + zip + ": the zip holds no .tif file");
        }
        if (found.size() > 1) {
            List<String> names = found.stream().map(ZipEntry::getName).limit(5).toList();
            throw new ConfigurationException("Cannot open " + zip + ": the zip holds " + found.size()
                    + " .tif files, " + String.join(", ", names) + (found.size() > 5 ? ", ..." : "")
                    + ". Unpack it and name the one to use.");
        }
        return new ZippedRaster(zip, found.get(0), entry(zip, found.get(0).getName() + AUXILIARY));
    }

    private static Optional<ZipEntry> entry(Path zip, String name) throws IOException {
        try (ZipFile archive = open(zip)) {
            return Optional.ofNullable(archive.getEntry(name));
        }
    }

    /** Files that macOS adds to archives ("__MACOSX/._x.tif") are no rasters. */
    private static boolean isRaster(ZipEntry entry) {
        String name = lastName(entry.getName()).toLowerCase(Locale.ROOT);
        return !entry.isDirectory() && !name.startsWith(".") && (name.endsWith(".tif") || name.endsWith(".tiff"));
    }

    private static String lastName(String entryName) {
        return entryName.substring(1 + Math.max(entryName.lastIndexOf('/'), entryName.lastIndexOf('\\')));
    }

    /** The archive and the file in it, for messages. */
    Path shownAs() {
        return zip.resolve(fileName);
    }

    /** Length of what is unpacked. */
    long byteCount() {
        return raster.getSize() + auxiliary.map(ZipEntry::getSize).orElse(0L);
    }

    /**
     * The unpacked file, with what GDAL keeps beside it. It appears under its name only when it is whole, so that a file that is
     * there already, from this job or one running beside it, can be used.
     */
    Path unpackInto(Path directory) throws IOException {
        Path target = directory.resolve(Long.toHexString(raster.getCrc()) + "-" + fileName);
        if (Files.exists(target) && Files.size(target) == raster.getSize()) {
            return target;
        }
        if (auxiliary.isPresent()) {
            unpack(auxiliary.get(), target.resolveSibling(target.getFileName() + AUXILIARY));
        }
        return unpack(raster, target);
    }

    private Path unpack(ZipEntry entry, Path target) throws IOException {
        Path partial = Files.createTempFile(target.getParent(), fileName, ".partial");
        try {
            unpackTo(entry, partial);
            return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void unpackTo(ZipEntry entry, Path partial) throws IOException {
        try (ZipFile archive = open(zip);
                InputStream in = archive.getInputStream(archive.getEntry(entry.getName()));
                OutputStream out = Files.newOutputStream(partial)) {
            CRC32 actual = new CRC32();
            byte[] buffer = new byte[BUFFER_BYTES];
            long done = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                done += count;
                if (done > entry.getSize()) {
                    throw damaged("it unpacks to more than the " + entry.getSize() + " bytes it says", null);
                }
                actual.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
            if (done != entry.getSize() || actual.getValue() != entry.getCrc()) {
                throw damaged("it unpacks to other bytes than its checksum says", null);
            }
        } catch (ZipException | EOFException e) {
            throw damaged(e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("Cannot unpack " + shownAs() + ": " + e, e);
        }
    }

    private InputDataException damaged(String found, Throwable cause) {
        String message = "Cannot unpack " + shownAs() + ": " + found + ". The zip looks damaged; copy it again.";
        return new InputDataException(zip, "ZIP_DAMAGED", message, cause);
    }

    private static ZipFile open(Path zip) throws IOException {
        try {
            return new ZipFile(zip.toFile());
        } catch (ZipException e) {
            String message = "Cannot open " + zip + ": " + e.getMessage()
                    + ". The zip looks damaged or truncated; copy it again.";
            throw new InputDataException(zip, "ZIP_DAMAGED", message, e);
        }
    }
}
