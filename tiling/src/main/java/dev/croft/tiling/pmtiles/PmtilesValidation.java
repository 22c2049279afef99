package dev.croft.tiling.pmtiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an archive: that header, directories and metadata are what the specification of PMTiles 3 asks for and agree with each
 * other, and that tiles can be inflated and are not all blank. Confined to one thread.
 */
public final class PmtilesValidation {
    private static final int MOST_COMPLAINTS = 10;

    private final PmtilesReader archive;
    private final TileSample sample;
    private final TileContentCheck check;
    private final List<String> complaints = new ArrayList<>();
    private final ContentRanges contents = new ContentRanges();
    private long complaintCount;
    private long tileCount;
    private long entryCount;
    private long firstTileId;
    private long lastTileId;
    private long inflatedCount;
    private boolean hasSeenSomething;

    private PmtilesValidation(PmtilesReader archive, TileSample sample, TileContentCheck check) {
        this.archive = archive;
        this.sample = sample;
        this.check = archive.header().tileType() == TileType.MVT ? check : TileContentCheck.NONE;
    }

    /**
     * What was found.
     *
     * @param details one line about what the archive holds, or lines about what is wrong with it
     */
    public record Finding(boolean isValid, List<String> details) {
        public Finding {
            details = List.copyOf(details);
        }
    }

    /**
     * Checks an archive.
     *
     * @param sample entries whose content is inflated
     * @param check is given that content when it is vector tiles
     */
    public static Finding of(Path file, TileSample sample, TileContentCheck check) throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            return new PmtilesValidation(archive, sample, check).run();
        } catch (InputDataException e) {
            return new Finding(false, List.of(e.getMessage()));
        }
    }

    private Finding run() throws IOException {
        checkSections();
        checkExtent();
        checkMetadata();
        checkEntries();
        checkCounts();
        checkContents();
        if (complaintCount == 0) {
            return new Finding(true, List.of(summary()));
        }
        if (complaintCount > MOST_COMPLAINTS) {
            complaints.add("and " + (complaintCount - MOST_COMPLAINTS) + " more");
        }
        complaints.set(0, "Cannot accept " + archive.file() + ": " + complaints.get(0));
        return new Finding(false, complaints);
    }

    private String summary() {
        PmtilesHeader header = archive.header();
        String tiles = tileCount == 0
                ? "no tiles"
                : tileCount + (tileCount == 1 ? " tile" : " tiles") + " at zooms " + header.minZoom() + " to "
                        + header.maxZoom() + " in " + entryCount + (entryCount == 1 ? " entry of " : " entries of ")
                        + contents.size() + (contents.size() == 1 ? " content, " : " contents, ") + inflatedCount
                        + " of them inflated";
        return "PMTiles 3 of " + header.tileType().title() + ", " + tiles;
    }

    private void checkSections() {
        PmtilesHeader header = archive.header();
        List<ByteRange> sections = List.of(
                new ByteRange(0, PmtilesHeader.LENGTH),
                header.root(),
                header.metadata(),
                header.leaves(),
                header.tiles());
        for (int one = 0; one < sections.size(); one++) {
            for (int other = one + 1; other < sections.size(); other++) {
                require(
                        !sections.get(one).overlaps(sections.get(other)),
                        "its sections overlap: " + sections.get(one) + " and " + sections.get(other));
            }
        }
    }

    private void checkExtent() {
        ArchiveExtent extent = archive.header().extent();
        require(extent.isOnEarth(), "its bounds or centre do not lie on the earth: " + extent.boundsText());
        require(
                extent.westE7() < extent.eastE7() && extent.southE7() < extent.northE7(),
                "its bounds have no area, so maps may show nothing: " + extent.boundsText());
    }

    private void checkMetadata() throws IOException {
        ObjectNode metadata = archive.metadata();
        if (archive.header().tileType() != TileType.MVT) {
            return;
        }
        JsonNode layers = metadata.path("vector_layers");
        require(layers.isArray(), "its metadata has no array vector_layers, which vector tiles need");
        for (JsonNode layer : layers) {
            require(
                    layer.path("id").isTextual() && layer.path("fields").isObject(),
                    "its metadata has a vector layer without id or fields");
        }
    }

    private void checkEntries() throws IOException {
        PmtilesHeader header = archive.header();
        long frontier = 0;
        boolean inOrder = true;
        EntryCursor entry = archive.entries();
        while (entry.next()) {
            long offset = entry.offset();
            int length = entry.length();
            if (offset > header.tiles().length() - length) {
                complain("tile " + coord(entry) + " is " + length + " bytes at " + offset
                        + " of the tile data, which has " + header.tiles().length());
            } else if (contents.add(offset, length) != length) {
                complain("tile " + coord(entry) + " has another length than another tile at " + offset
                        + " of the tile data");
            }
            // Section 3.2, "Clustered": contiguous, or a reference to what came before.
            inOrder &= offset <= frontier;
            frontier = Math.max(frontier, offset + length);
            firstTileId = entryCount == 0 ? entry.tileId() : firstTileId;
            tileCount += entry.runLength();
            lastTileId = entry.tileId() + entry.runLength() - 1;
            entryCount++;
        }
        require(inOrder || !header.isClustered(), "its header says clustered, but tiles do not lie in their order");
        long overlap = contents.firstOverlap();
        require(overlap < 0, "tiles overlap at " + overlap + " of the tile data");
    }

    private void checkCounts() {
        PmtilesHeader header = archive.header();
        checkCount("addressed tiles", tileCount, header.addressedTileCount());
        checkCount("tile entries", entryCount, header.entryCount());
        checkCount("tile contents", contents.size(), header.contentCount());
        if (tileCount > 0) {
            checkZoom("first", firstTileId, header.minZoom());
            checkZoom("last", lastTileId, header.maxZoom());
            int centreZoom = header.extent().centreZoom();
            require(
                    header.minZoom() <= centreZoom && centreZoom <= header.maxZoom(),
                    "its centre is at zoom " + centreZoom + ", expected " + header.minZoom() + " to "
                            + header.maxZoom());
        }
    }

    private void checkZoom(String which, long tileId, int told) {
        int zoom = TileId.zoom(tileId);
        require(zoom == told, "its " + which + " tile is of zoom " + zoom + ", its header says " + told);
    }

    /** A count of 0 in the header says that it is not known (section 3.2). */
    private void checkCount(String name, long found, long told) {
        require(told == 0 || found == told, "it has " + found + " " + name + ", its header says " + told);
    }

    private void checkContents() throws IOException {
        // What lies outside of the file was complained about and cannot be read.
        if (complaintCount > 0) {
            return;
        }
        EntryCursor entry = archive.entries();
        for (long index = 0; entry.next(); index++) {
            if (sample.contains(index, entryCount)) {
                checkContent(entry);
            }
        }
        require(entryCount == 0 || hasSeenSomething || !areAllBlank(), "all its tiles are blank");
    }

    private void checkContent(EntryCursor entry) throws IOException {
        byte[] inflated;
        try {
            inflated = inflated(entry);
        } catch (InputDataException e) {
            complain(e.getMessage());
            return;
        }
        inflatedCount++;
        hasSeenSomething |= !check.isBlank(inflated);
        TileCoord tile = coord(entry);
        for (String complaint : check.complaints(tile, inflated)) {
            complain("tile " + tile + ": " + complaint);
        }
    }

    /** Looks at all tiles, until one is not blank; when a sample of them was. */
    private boolean areAllBlank() throws IOException {
        EntryCursor entry = archive.entries();
        while (entry.next()) {
            if (!check.isBlank(inflated(entry))) {
                return false;
            }
        }
        return true;
    }

    private byte[] inflated(EntryCursor entry) throws IOException {
        return archive.inflate(archive.content(entry.offset(), entry.length()), entry.tileId());
    }

    private static TileCoord coord(EntryCursor entry) {
        return TileId.coord(entry.tileId());
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            complain(complaint);
        }
    }

    private void complain(String complaint) {
        complaintCount++;
        if (complaintCount <= MOST_COMPLAINTS) {
            complaints.add(complaint);
        }
    }
}
