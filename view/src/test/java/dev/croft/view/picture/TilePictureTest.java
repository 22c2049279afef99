package dev.croft.view.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.mvt.VectorTile;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import dev.croft.view.Legend;
import dev.croft.view.PageSettings;
import dev.croft.view.SampleYears;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePictureTest {
    private static final int ZOOM = 14;

    /** In the header, where the four bounds begin. */
    private static final int BOUNDS_OFFSET = 102;

    private static final String MAJORITY = PageSettings.DEFAULT_CLASS_ATTRIBUTE;

    @TempDir
    private static Path folder;

    private static Path archive;

    @BeforeAll
    static void make() throws IOException {
        archive = SampleYears.in(folder, 60).archive(SampleYears.FIRST);
    }

    /** The points of the layer of centroids lie inside of their fields, so there the picture must have the colour of the class. */
    @Test
    void fieldsHaveTheColourOfTheirClass() throws IOException {
        int points = 0;
        try (PmtilesReader reader = PmtilesReader.open(archive)) {
            EntryCursor entries = reader.entries();
            while (entries.next()) {
                TileCoord tile = TileId.coord(entries.tileId());
                if (tile.z() == ZOOM) {
                    BufferedImage picture = TilePicture.of(archive, tile, Legend.cdl(), MAJORITY);
                    points += check(
                            VectorTile.read(reader.inflated(entries.tileId()).orElseThrow()), picture);
                }
            }
        }
        assertTrue(points > 50, points + " points");
    }

    private static int check(VectorTile tile, BufferedImage picture) {
        int points = 0;
        for (VectorTile.Layer layer : tile.layers()) {
            for (VectorTile.Feature feature : layer.features()) {
                int[] point = feature.geometry().parts().get(0);
                if (layer.name().equals("centroids") && isInside(point, layer.extent())) {
                    int scale = layer.extent() / picture.getWidth();
                    int crop = SampleYears.crop(feature.id().orElseThrow(), SampleYears.FIRST);
                    int expected = crop == 0
                            ? 0xc9c5bb
                            : Legend.cdl()
                                    .find(Integer.toString(crop))
                                    .orElseThrow()
                                    .rgb();
                    assertEquals(
                            expected,
                            picture.getRGB(point[0] / scale, point[1] / scale) & 0xffffff,
                            () -> feature.id() + "");
                    points++;
                }
            }
        }
        return points;
    }

    private static boolean isInside(int[] point, int extent) {
        return point[0] >= 0 && point[1] >= 0 && point[0] < extent && point[1] < extent;
    }

    @Test
    void wholeArchiveFitsThePicture() throws IOException {
        BufferedImage picture = TilePicture.of(archive, Optional.empty(), Legend.cdl(), MAJORITY);
        assertEquals(1024, Math.max(picture.getWidth(), picture.getHeight()));
        Path file = folder.resolve("all.png");
        PictureFile.write(picture, file);
        assertEquals(picture.getWidth(), ImageIO.read(file.toFile()).getWidth());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 30})
    void boxWithoutFieldsIsRefusedAtAnyZoom(double degrees) {
        Bounds box = new Bounds(10, 20, 10 + degrees, 20 + degrees);
        String message = refusal(() -> TilePicture.of(archive, Optional.of(box), Legend.cdl(), MAJORITY));
        assertTrue(message.contains("no polygons") && message.contains("--bbox"), message);
    }

    @Test
    void boundsThatAreNoPlaceAreDamageUnlessABoxIsChosen() throws IOException {
        Path damaged = Files.copy(archive, folder.resolve("bounds.pmtiles"));
        Bounds box;
        try (PmtilesReader reader = PmtilesReader.open(archive);
                FileChannel channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
            box = reader.header().extent().bounds().orElseThrow();
            ByteBuffer bounds = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            bounds.putInt(1_800_000_000)
                    .putInt(900_000_000)
                    .putInt(-1_800_000_000)
                    .putInt(-900_000_000);
            channel.write(bounds.flip(), BOUNDS_OFFSET);
        }
        InputDataException failure = assertThrows(
                InputDataException.class, () -> TilePicture.of(damaged, Optional.empty(), Legend.cdl(), MAJORITY));
        assertEquals("PMTILES_BOUNDS", failure.code());
        assertTrue(failure.getMessage().contains("west 180.0"), failure.getMessage());
        BufferedImage picture = TilePicture.of(damaged, Optional.of(box), Legend.cdl(), MAJORITY);
        assertEquals(1024, Math.max(picture.getWidth(), picture.getHeight()));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertTrue(refusal(() -> TilePicture.of(archive, new TileCoord(14, 0, 0), Legend.cdl(), MAJORITY))
                .contains("no such tile"));
        Bounds point = new Bounds(10, 50, 10, 50);
        assertTrue(refusal(() -> TilePicture.of(archive, Optional.of(point), Legend.cdl(), MAJORITY))
                .contains("--bbox"));
        assertTrue(refusal(() -> TilePicture.of(archive, Optional.empty(), Legend.cdl(), "soil"))
                .contains("--class-attribute"));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ConfigurationException.class, call).getMessage();
    }
}
