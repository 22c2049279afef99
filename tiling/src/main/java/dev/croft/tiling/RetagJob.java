package dev.croft.tiling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.attribute.KeyedAttributes;
import dev.croft.tiling.pmtiles.PmtilesDescription;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tiles of an archive with new attributes: those it got from joined tables are replaced by those of other tables, and neither
 * polygons nor attributes of the zones are touched. What comes out is, byte for byte, the archive that a {@link TilingJob} makes of
 * the same zones and options with the new tables. {@link RetagFileJob} is the same from file to file. Immutable; thread-safe as far
 * as its archive is.
 *
 * <ol>
 *   <li>{@link KeyedAttributes} reads the joined tables.
 *   <li>{@code RetagPhase} reads the tiles in order, exchanges their attributes and writes them.
 * </ol>
 */
public final class RetagJob {
    private final PmtilesReader tiles;
    private final RetagPlan plan;
    private final TileEncoding encoding;
    private final ArchiveTitle title;

    private RetagJob(PmtilesReader tiles, RetagPlan plan, TileEncoding encoding, ArchiveTitle title) {
        this.tiles = tiles;
        this.plan = plan;
        this.encoding = encoding;
        this.title = title;
    }

    /**
     * Plans a run.
     *
     * @param tiles archive that a {@link TilingJob} made, or one made from such
     * @param joinKey column of the joined tables that holds the ids of the features; empty for the name it had in the zones
     * @param newName of the file that the archive will be, which titles it where the old file's name titles the old archive
     * @throws dev.croft.core.problem.ConfigurationException holding what is wrong with the request
     * @throws dev.croft.core.problem.InputDataException when an input is damaged
     */
    public static RetagJob plan(
            PmtilesReader tiles,
            List<JoinSpec> joins,
            Optional<String> joinKey,
            RetagRequest.Choices choices,
            String newName)
            throws IOException {
        String archive = tiles.file().toString();
        ArchiveOrigin origin = ArchiveOrigin.of(tiles);
        RetagPlan plan = RetagPlan.of(archive, origin, joins, joinKey, choices.attributes());
        TileEncoding encoding = TileEncoding.choose(archive, origin.encoder(), choices.encoder(), choices.level());
        String oldName = tiles.file().getFileName().toString();
        return new RetagJob(tiles, plan, encoding, choices.title(origin.title(), oldName, newName));
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        ArchiveOrigin origin = plan.origin();
        List<String> lines = new ArrayList<>();
        lines.add("tiles   " + tiles.file() + ": " + origin.zoneCount() + " zones in layers " + origin.polygons()
                + origin.centroids().map(layer -> ", " + layer).orElse(""));
        lines.add("tags    " + String.join(", ", plan.attributes()));
        List<String> replaced = new ArrayList<>(origin.joined());
        replaced.removeAll(plan.joined());
        if (!replaced.isEmpty()) {
            lines.add("without " + String.join(", ", replaced));
        }
        lines.addAll(plan.joins().leftOut());
        return lines;
    }

    /**
     * Makes all tiles.
     *
     * @param archive file to write, which is there and empty
     * @throws dev.croft.core.problem.InputDataException when an input is damaged
     * @throws dev.croft.core.problem.ConfigurationException when no feature has a key of the tables
     * @throws dev.croft.core.problem.ResourceException when scratch or memory has no room for the attributes
     */
    public RetagSummary run(RunContext context, Path archive) throws IOException {
        Path folder = context.scratch()
                .directoryFor(Path.of("attributes for " + tiles.file()), KeyedAttributes.bytesFor(plan.joins()));
        try (KeyedAttributes attributes = KeyedAttributes.load(folder, plan.joins(), context.memory());
                PmtilesWriter writer = PmtilesWriter.create(archive)) {
            context.safePoint();
            RetagPhase phase = new RetagPhase(tiles, plan, encoding, attributes, writer);
            phase.run(context);
            phase.requireMatch();
            writer.finish(description(phase.tiles()));
            return phase.summary(writer.tileCount());
        }
    }

    private PmtilesDescription description(TilesInOrder written) {
        ArchiveOrigin origin = plan.origin();
        ObjectNode croft = ArchiveMetadata.retagged(
                origin.croft(), plan.kept(), plan.joined(), encoding.description(), plan.attributesOption());
        List<ArchiveMetadata.Layer> layers = ArchiveMetadata.layers(
                origin.polygons(), origin.centroids(), origin.zoneCount(), plan.attributes(), written);
        return ArchiveMetadata.description(
                ArchiveMetadata.text(title, layers, croft),
                tiles.header().extent(),
                origin.polygons(),
                origin.centroids());
    }

    ArchiveTitle title() {
        return title;
    }

    TileEncoding encoding() {
        return encoding;
    }

    String attributesOption() {
        return plan.attributesOption();
    }
}
