package dev.croft.view;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings places into the order of their keys and writes the file of {@link PlaceIndex}. They wait in files, one for each beginning of a
 * key, of which one at a time is in memory. Of places with the same key the first stays. Confined to a thread.
 */
final class PlaceSort implements Closeable {
    static final int RECORD_BYTES = 2 * Long.BYTES;

    private static final int PART_BITS = 6;
    private static final int PART_COUNT = 1 << PART_BITS;
    private static final int BUFFER_BYTES = 1 << 14;
    private static final long MASK = (1 << PlaceIndex.PLACE_BITS) - 1;

    private final Path folder;
    private final List<OutputStream> files = new ArrayList<>();
    private final List<DataOutputStream> parts = new ArrayList<>();

    private PlaceSort(Path folder) {
        this.folder = folder;
    }

    /** @param folder is empty, and goes on {@link #close} */
    static PlaceSort in(Path folder) throws IOException {
        PlaceSort sort = new PlaceSort(folder);
        try {
            sort.open();
            return sort;
        } catch (IOException e) {
            sort.close();
            throw e;
        }
    }

    private void open() throws IOException {
        for (int part = 0; part < PART_COUNT; part++) {
            OutputStream file = Files.newOutputStream(path(part));
            files.add(file);
            parts.add(new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES)));
        }
    }

    private Path path(int part) {
        return folder.resolve(Integer.toString(part));
    }

    void add(long key, int x, int y) throws IOException {
        DataOutputStream part = parts.get((int) (key >>> (Long.SIZE - PART_BITS)));
        part.writeLong(key);
        part.writeLong((long) x << PlaceIndex.PLACE_BITS | y);
    }

    /**
     * Writes what was added; nothing can be added after that.
     *
     * @return how many keys there are
     */
    long write(Path file) throws IOException {
        int[] counts = new int[PlaceIndex.BUCKET_COUNT];
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.position(PlaceIndex.HEADER_BYTES);
            DataOutputStream entries =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
            for (int part = 0; part < PART_COUNT; part++) {
                parts.get(part).close();
                writePart(path(part), counts, entries);
                Files.delete(path(part));
            }
            entries.flush();
            writeHeader(channel, counts);
        }
        return Arrays.stream(counts).asLongStream().sum();
    }

    private static void writePart(Path part, int[] counts, DataOutputStream entries) throws IOException {
        long[] keys = new long[Math.toIntExact(Files.size(part) / RECORD_BYTES)];
        long[] places = new long[keys.length];
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(part), BUFFER_BYTES))) {
            for (int i = 0; i < keys.length; i++) {
                keys[i] = in.readLong();
                places[i] = in.readLong();
            }
        }
        // All begin with the same bit, so that their order is the same with a sign and without.
        long[] sorted = Arrays.stream(keys).sorted().distinct().toArray();
        long[] firstPlaces = new long[sorted.length];
        for (int i = keys.length - 1; i >= 0; i--) {
            firstPlaces[Arrays.binarySearch(sorted, keys[i])] = places[i];
        }
        for (int i = 0; i < sorted.length; i++) {
            counts[(int) (sorted[i] >>> (Long.SIZE - PlaceIndex.BUCKET_BITS))]++;
            entries.writeLong(sorted[i]);
            writeThreeBytes(firstPlaces[i] >>> PlaceIndex.PLACE_BITS, entries);
            writeThreeBytes(firstPlaces[i] & MASK, entries);
        }
    }

    private static void writeThreeBytes(long value, DataOutputStream out) throws IOException {
        out.writeByte((int) (value >>> 16));
        out.writeShort((int) value);
    }

    private static void writeHeader(FileChannel channel, int[] counts) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(PlaceIndex.HEADER_BYTES).put(PlaceIndex.MAGIC);
        for (int count : counts) {
            header.putInt(count);
        }
        header.flip();
        long position = 0;
        while (header.hasRemaining()) {
            position += channel.write(header, position);
        }
    }

    /** What is still in buffers is dropped: there may be no room for it. */
    @Override
    public void close() throws IOException {
        for (OutputStream file : files) {
            file.close();
        }
        for (int part = 0; part < PART_COUNT; part++) {
            Files.deleteIfExists(path(part));
        }
        Files.deleteIfExists(folder);
    }
}
