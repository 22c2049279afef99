import dev.croft.tiling.gzip.Encoder;
import dev.croft.tiling.gzip.Gunzip;
import dev.croft.tiling.gzip.TileCompressor;
import dev.croft.tiling.tile.TileBytes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of one thread and size for each encoder and level over a file of inflated tiles (each its length as a big-endian int, then
 * its bytes), and the time to inflate them again. The cold figure is that of the first pass.
 *
 * <pre>
 * java -XX:+UseSerialGC -cp cli/target/croft.jar benchmarks/tiling/TileDeflate.java tiles.bin CROFT 1
 * </pre>
 */
public final class TileDeflate {
    private static final int PASSES = 8;
    private static final int MOST_TILE = 1 << 28;

    private TileDeflate() {}

    public static void main(String[] args) throws IOException {
        List<byte[]> tiles = tiles(Path.of(args[0]));
        long inflated = tiles.stream().mapToLong(tile -> tile.length).sum();
        TileBytes out = new TileBytes(1 << 20);
        List<byte[]> members = new ArrayList<>();
        try (TileCompressor compressor = TileCompressor.of(Encoder.valueOf(args[1]), Integer.parseInt(args[2]));
                Gunzip gunzip = new Gunzip()) {
            time("gzip", inflated, () -> {
                members.clear();
                for (byte[] tile : tiles) {
                    out.clear();
                    compressor.gzip(tile, 0, tile.length, out);
                    members.add(out.toByteArray());
                }
            });
            long bytes = members.stream().mapToLong(member -> member.length).sum();
            System.out.printf("%s: %d of %d bytes%n", compressor.description(), bytes, inflated);
            time("gunzip", inflated, () -> {
                for (byte[] member : members) {
                    out.clear();
                    gunzip.inflate(member, 0, member.length, MOST_TILE, out);
                }
            });
        }
    }

    private static void time(String name, long bytes, Runnable pass) {
        double first = 0;
        double best = 0;
        for (int i = 0; i < PASSES; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            pass.run();
            double speed = bytes * 1e3 / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
            first = i == 0 ? speed : first;
            best = Math.max(best, speed);
        }
        System.out.printf("%-8s cold %.1f, best %.1f MB/s%n", name, first, best);
    }

    private static List<byte[]> tiles(Path file) throws IOException {
        List<byte[]> tiles = new ArrayList<>();
        try (DataInputStream data = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long rest = Files.size(file); rest > 0; ) {
                byte[] tile = new byte[data.readInt()];
                rest -= Integer.BYTES + tile.length;
                data.readFully(tile);
                tiles.add(tile);
            }
        }
        return tiles;
    }
}
