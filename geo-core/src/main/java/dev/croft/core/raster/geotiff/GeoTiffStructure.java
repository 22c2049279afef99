package dev.croft.core.raster.geotiff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a GeoTIFF holds besides the raster.
 *
 * @param overviews sizes of the overviews inside the file, in its order
 */
public record GeoTiffStructure(List<Size> overviews, CloudOptimized cloudOptimized) {
    private static final int CLASSIC_HEADER_BYTES = 8;
    private static final int BIG_HEADER_BYTES = 16;
    private static final int GHOST_BYTES = 512;

    /** Columns and rows of an overview. */
    public record Size(int columnCount, int rowCount) {
        @Override
        public String toString() {
            return columnCount + " x " + rowCount;
        }
    }

    /** What the file says of its arrangement, see {@link CogWriter}; other arrangements may be as good and say nothing. */
    public enum CloudOptimized {
        STATED,
        /** Stated, and then a program changed the file that knew nothing of it. */
        SPOILT,
        NOT_STATED
    }

    public GeoTiffStructure {
        overviews = List.copyOf(overviews);
    }

    /** Reads header and directories. */
    public static GeoTiffStructure of(Path path) throws IOException {
        try (TiffFile file = TiffFile.open(path, path)) {
            List<Size> sizes = new ArrayList<>();
            for (TiffDirectory overview : TiffDirectory.ofOverviews(file)) {
                sizes.add(new Size(
                        (int) overview.number(TiffTag.IMAGE_WIDTH), (int) overview.number(TiffTag.IMAGE_LENGTH)));
            }
            return new GeoTiffStructure(sizes, cloudOptimized(file));
        }
    }

    private static CloudOptimized cloudOptimized(TiffFile file) throws IOException {
        byte[] bytes = new byte[GHOST_BYTES];
        int count = file.read(file.isBig() ? BIG_HEADER_BYTES : CLASSIC_HEADER_BYTES, bytes, bytes.length);
        String ghost = new String(bytes, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
        if (!ghost.startsWith(CogWriter.GHOST_MARK) || !ghost.contains("LAYOUT=IFDS_BEFORE_DATA")) {
            return CloudOptimized.NOT_STATED;
        }
        return ghost.contains("KNOWN_INCOMPATIBLE_EDITION=YES") ? CloudOptimized.SPOILT : CloudOptimized.STATED;
    }
}
