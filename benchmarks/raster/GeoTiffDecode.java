import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReader;
import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReaderSpi;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.imageio.ImageReadParam;
import javax.imageio.stream.FileImageInputStream;

/**
 * CPU seconds of one thread for a full decode of a tiled raster of bytes, by Croft's reader and by the one that GeoTools
 * uses; the sums of a few cells must agree. Needs geo-core's test class path:
 *
 * <pre>
 * mvn -q dependency:build-classpath -Dmdep.outputFile=/tmp/classpath -pl geo-core
 * java -XX:+UseSerialGC -cp geo-core/target/classes:$(cat /tmp/classpath) benchmarks/raster/GeoTiffDecode.java x.tif
 * </pre>
 */
public final class GeoTiffDecode {
    private static final int ROUNDS = 4; // the first warms up

    private interface Decode {
        long run(String file) throws Exception;
    }

    private GeoTiffDecode() {}

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            time("croft", GeoTiffDecode::croft, args[0]);
            time("imageio-ext", GeoTiffDecode::imageioExt, args[0]);
        }
    }

    private static void time(String name, Decode decode, String file) throws Exception {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long sum = decode.run(file);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        System.out.printf("%-12s %.3f s, sum %d%n", name, cpu / 1e9, sum);
    }

    private static long croft(String file) throws Exception {
        try (RasterSource source = GeoTiffSource.open(Path.of(file))) {
            byte[] samples = new byte[source.blockColumnCount() * source.blockRowCount()];
            long sum = 0;
            for (int block = 0; block < source.blocksAcross() * source.blocksDown(); block++) {
                source.readBlock(0, block, samples);
                CellWindow window = source.blockWindow(block);
                int last = (window.rowCount() - 1) * source.blockColumnCount() + window.columnCount() - 1;
                sum += samples[0] + samples[last];
            }
            return sum;
        }
    }

    private static long imageioExt(String file) throws Exception {
        TIFFImageReader reader = (TIFFImageReader) new TIFFImageReaderSpi().createReaderInstance();
        try (FileImageInputStream in = new FileImageInputStream(new File(file))) {
            reader.setInput(in);
            long sum = 0;
            for (int y = 0; y < reader.getHeight(0); y += reader.getTileHeight(0)) {
                for (int x = 0; x < reader.getWidth(0); x += reader.getTileWidth(0)) {
                    Rectangle tile = new Rectangle(x, y, reader.getTileWidth(0), reader.getTileHeight(0));
                    ImageReadParam param = reader.getDefaultReadParam();
                    param.setSourceRegion(tile.intersection(new Rectangle(reader.getWidth(0), reader.getHeight(0))));
                    byte[] samples = ((DataBufferByte) reader.read(0, param).getRaster().getDataBuffer()).getData();
                    sum += samples[0] + samples[samples.length - 1];
                }
            }
            return sum;
        } finally {
            reader.dispose();
        }
    }
}
