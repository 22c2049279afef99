package dev.croft.fields;

import dev.croft.core.file.FileKind;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Whether a download is what was asked for: its checksum, and for a zip the checksum of every file in it. */
final class DownloadCheck {
    private static final int START_BYTES = 512;

    private DownloadCheck() {}

    record Checked(long bytes, String sha256) {}

    /**
     * Checks a download.
     *
     * @param part where it lies
     * @param source as it may be shown
     * @param target what it will be called; what it is its content says
     * @throws InputDataException when it is something else
     */
    static Checked of(Path part, String source, Path target, Optional<String> expected) throws IOException {
        requireNoPage(part, source);
        String found = Digests.hexOf(Digests.sha256(part));
        if (expected.isPresent() && !expected.get().equals(found)) {
            throw new InputDataException(
                    target,
                    "CHECKSUM",
                    "Cannot accept what " + source + " sent: its SHA-256 is " + found + ", expected " + expected.get()
                            + ". It was removed; correct raster.sha256, or look at the source.");
        }
        if (FileKind.find(part).equals(Optional.of(FileKind.ZIP))) {
            requireZip(part, source, target);
        } else {
            requireRaster(part, source, target);
        }
        return new Checked(Files.size(part), found);
    }

    /** Servers answer with a page, and say that all is well, when they mean an error. */
    private static void requireNoPage(Path part, String source) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(part)) {
            start = in.readNBytes(START_BYTES);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<?xml")) {
            throw new InputDataException(
                    part,
                    "WEB_PAGE",
                    "Cannot accept what " + source + " sent: it is a web page, not a raster, which begins with \""
                            + text.lines().findFirst().orElse("")
                            + "\". It was removed. Open the address in a browser.");
        }
    }

    private static void requireZip(Path part, String source, Path target) throws IOException {
        boolean hasRaster = false;
        try (ZipFile zip = new ZipFile(part.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (crc(zip, entry) != entry.getCrc()) {
                    throw new ZipException(entry.getName() + " does not have its checksum");
                }
                String name = entry.getName().toLowerCase(Locale.ROOT);
                hasRaster |= name.endsWith(".tif") || name.endsWith(".tiff");
            }
        } catch (ZipException e) {
            throw new InputDataException(
                    target,
                    "ZIP",
                    "Cannot accept what " + source + " sent: it is no whole zip (" + e.getMessage()
                            + "). It was removed; run it again, or look at the source.",
                    e);
        }
        if (!hasRaster) {
            throw new InputDataException(
                    target, "ZIP", "Cannot accept what " + source + " sent: the zip holds no .tif. It was removed.");
        }
    }

    /** Java compares it only where a zip is read from front to back. */
    private static long crc(ZipFile zip, ZipEntry entry) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    private static void requireRaster(Path part, String source, Path target) throws IOException {
        try {
            RasterSources.open(part, (file, bytes) -> {
                        throw new ConfigurationException("Cannot take " + file + ": it is not in what was sent.");
                    })
                    .close();
        } catch (InputDataException | ConfigurationException e) {
            throw new InputDataException(
                    target,
                    "RASTER",
                    "Cannot accept what " + source + " sent: " + e.getMessage() + " It was removed.",
                    e);
        }
    }
}
