package dev.croft.cli;

import dev.croft.core.grid.GeoTransform;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.parquet.GeoParquetSink;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.ListZones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files to run commands on: a raster of 32 x 32 cells from the origin of EPSG:5070, and zones. */
final class SmallInputs {
    static final int SIZE = 32;
    static final String WEST_HALF = "POLYGON ((0 0, 16 0, 16 32, 0 32, 0 0))";
    static final String EAST_HALF = "POLYGON ((16 0, 32 0, 32 32, 16 32, 16 0))";
    static final String FAR_AWAY = "POLYGON ((900 900, 901 900, 901 901, 900 900))";

    private SmallInputs() {}

    /** West half 1, east half 2, nodata 0. */
    static ArrayRaster halves() {
        String[] rows = new String[SIZE];
        for (int i = 0; i < SIZE; i++) {
            rows[i] = "1 ".repeat(SIZE / 2) + "2 ".repeat(SIZE / 2).strip();
        }
        return ArrayRaster.ofText(SampleType.UINT8, rows)
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, SIZE, 1, 1))
                .withNoData("0")
                .withBlocks(16, 16);
    }

    static Path raster(Path folder) throws IOException {
        return write(halves(), folder.resolve("crops.tif"));
    }

    static Path write(ArrayRaster raster, Path file) throws IOException {
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.writeRaster(raster, file, context);
        }
        return file;
    }

    static Path zones(Path folder) throws IOException {
        return write(ListZones.of(WEST_HALF, EAST_HALF, FAR_AWAY, null), folder.resolve("fields.parquet"));
    }

    /** GeoParquet; a CRS that is not known stays away from its metadata. */
    static Path write(ListZones zones, Path file) throws IOException {
        Optional<String> crs = zones.crs().isKnown() ? Optional.of(zones.crs().toProjJson()) : Optional.empty();
        try (GeoParquetSink sink = GeoParquetSink.create(file, zones.columns(), crs, RowGroupLimits.ZONES);
                ZoneReader reader = zones.partitions()
                        .get(0)
                        .open(zones.columns().stream().map(Column::name).toList())) {
            ZoneBatch batch = new ZoneBatch(
                    zones.columns().stream().map(ColumnVector::new).toList());
            while (reader.next(batch, 1000)) {
                sink.write(batch);
            }
        }
        return file;
    }

    static Path zipped(Path raster) throws IOException {
        Path zip = raster.resolveSibling(raster.getFileName() + ".zip");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            archive.putNextEntry(new ZipEntry("2021/" + raster.getFileName()));
            Files.copy(raster, archive);
        }
        return zip;
    }

    /** A zip that says its raster takes 1 PiB, in a ZIP64 field (APPNOTE 4.5.3), so that no disk has room for it. */
    static Path zippedAndTooLarge(Path raster) throws IOException {
        Path zip = raster.resolveSibling(raster.getFileName() + ".zip");
        ZipEntry entry = new ZipEntry(raster.getFileName().toString());
        byte[] placeholder = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x7777)
                .putShort((short) 8)
                .array();
        entry.setExtra(placeholder);
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            archive.putNextEntry(entry);
            Files.copy(raster, archive);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(bytes.capacity() - 22 + 16);
        int extra = directory + 46 + bytes.getShort(directory + 28);
        bytes.putInt(directory + 24, -1);
        bytes.putShort(extra, (short) 1).putLong(extra + 4, 1L << 50);
        return Files.write(zip, bytes.array());
    }

    /** Keeps the first part of a file only. */
    static Path truncated(Path file, double part) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(bytes, (int) (part * bytes.length)));
    }

    /** Overwrites some bytes with ones. */
    static Path damaged(Path file, int from, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, from, from + count, (byte) 0xFF);
        return Files.write(file, bytes);
    }

    /** Names, sizes and times of all files. */
    static List<String> listing(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .sorted()
                    .map(SmallInputs::described)
                    .toList();
        }
    }

    private static String described(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return file
                    + (attributes.isDirectory() ? "/" : " " + attributes.size() + " " + attributes.lastModifiedTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
