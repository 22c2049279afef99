package dev.croft.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers where a field of an archive lies, whether it is in view or not. The first question reads the archive's places, and so does
 * the first one after the file has changed. Confined to one thread, the server's.
 */
final class FieldSearch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final YearArchive archive;
    private final String idAttribute;
    private Optional<Known> known = Optional.empty();

    /** What was read of the file, as it was then. */
    private record Known(String etag, FieldPlaces places) {}

    FieldSearch(YearArchive archive, String idAttribute) {
        this.archive = archive;
        this.idAttribute = idAttribute;
    }

    /**
     * {@code {"ids": 400, "isComplete": true, "place": [longitude, latitude]}}: how many ids were searched, whether those are all, and
     * where the field lies, null when it was not found.
     *
     * @throws InputDataException when the archive is damaged
     */
    byte[] json(String id) throws IOException {
        FieldPlaces places = places();
        ObjectNode root = JSON.createObjectNode().put("ids", places.size()).put("isComplete", places.isComplete());
        root.putNull("place");
        places.find(id)
                .ifPresent(
                        place -> root.putArray("place").add(place.longitude()).add(place.latitude()));
        return (root + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private FieldPlaces places() throws IOException {
        String etag = new Content.OnDisk(archive.file()).state().etag();
        if (known.isEmpty() || !known.get().etag().equals(etag)) {
            FieldPlaces places = FieldPlaces.read(archive.file(), archive.classAttribute(), idAttribute);
            known = Optional.of(new Known(etag, places));
        }
        return known.get().places();
    }
}
