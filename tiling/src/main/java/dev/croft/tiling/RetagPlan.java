package dev.croft.tiling;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.tiling.attribute.Attribute;
import dev.croft.tiling.attribute.JoinPlan;
import dev.croft.tiling.attribute.JoinPlanner;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.attribute.KeyType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which attributes the features of an archive keep, which they get, and by what key.
 *
 * @param kept attributes that come from the zones, in order
 * @param keyAttribute the attribute that is the key; empty when the ids of the features are
 * @param attributesOption the option by which attributes were chosen, for the metadata
 */
record RetagPlan(
        ArchiveOrigin origin,
        List<String> kept,
        JoinPlan joins,
        Optional<String> keyAttribute,
        String attributesOption) {
    RetagPlan {
        kept = List.copyOf(kept);
    }

    /** @throws ConfigurationException naming everything that is wrong with the request */
    static RetagPlan of(
            String archive,
            ArchiveOrigin origin,
            List<JoinSpec> joinSpecs,
            Optional<String> joinKey,
            Optional<List<String>> attributes)
            throws IOException {
        Problems problems = new Problems();
        problems.require(
                !joinSpecs.isEmpty(),
                () -> "Cannot give new attributes to " + archive + ": no file has any. Name one with " + JoinSpec.OPTION
                        + ".");
        Optional<String> keyAttribute = Optional.of(origin.key()).filter(origin.zoneAttributes()::contains);
        if (keyAttribute.isEmpty()) {
            requireIds(archive, origin, problems);
            // Without a key nothing can be said about those of the joined files.
            if (origin.key().isEmpty()) {
                problems.throwIfAny();
            }
        }
        Optional<Set<String>> wanted = wanted(origin, attributes);
        List<String> kept = origin.zoneAttributes().stream()
                .filter(name -> wanted.isEmpty() || wanted.get().contains(name))
                .toList();
        JoinPlan joins = JoinPlanner.toFeatures(
                archive, origin.keyType(), kept, joinKey.orElse(origin.key()), joinSpecs, problems);
        if (wanted.isPresent()) {
            Set<String> ofJoins = new LinkedHashSet<>(wanted.get());
            kept.forEach(ofJoins::remove);
            joins = joins.keeping(ofJoins, origin.zoneAttributes(), problems);
        }
        problems.throwIfAny();
        String option = attributes.map(names -> String.join(",", names)).orElse(origin.attributes());
        return new RetagPlan(origin, kept, joins, keyAttribute, option);
    }

    /** The attributes that were asked for by name, now or when the archive was made; empty for all. */
    private static Optional<Set<String>> wanted(ArchiveOrigin origin, Optional<List<String>> attributes) {
        if (attributes.isPresent()) {
            return attributes.map(LinkedHashSet::new);
        }
        if (origin.attributes().equals(TilingOptions.ALL)) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>(origin.zoneAttributes());
        names.addAll(origin.joined());
        return Optional.of(names);
    }

    private static void requireIds(String archive, ArchiveOrigin origin, Problems problems) {
        String start = "Cannot give new attributes to " + archive + ": ";
        if (origin.key().isEmpty()) {
            problems.add(start + "its features have no key. Make it again with croft tile --feature-id.");
        } else if (origin.keyType() == KeyType.TEXT) {
            problems.add(start + "its features are identified by the texts of column \"" + origin.key()
                    + "\", which is none of their attributes. Make it again with croft tile, \"" + origin.key()
                    + "\" among its --attributes.");
        } else if (origin.keysWithoutId() > 0) {
            problems.add(start + origin.keysWithoutId() + " zones have numbers below 0 in column \"" + origin.key()
                    + "\", which the ids of vector tiles cannot be. Make it again with croft tile, \"" + origin.key()
                    + "\" among its --attributes.");
        }
    }

    /** Names of all attributes: those that are kept, then those of each join. */
    List<String> attributes() {
        List<String> names = new ArrayList<>(kept);
        names.addAll(joined());
        return names;
    }

    /** Names of the new attributes. */
    List<String> joined() {
        return joins.attributes().stream().map(Attribute::name).toList();
    }
}
