package dev.croft.view;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.util.Optional;

/**
 * The {@link PlaceIndex} of an archive, made when it is first asked for, and anew when the archive has changed since; others wait for it.
 * Thread-safe.
 */
final class ServedIndex {
    private final YearArchive archive;
    private final String idAttribute;
    private final String name;

    @GuardedBy("this")
    private Optional<Made> made = Optional.empty();

    /** What was made of the archive, as that was then. */
    private record Made(String etag, Content content) {}

    /** @param name of the file, not that of another index */
    ServedIndex(YearArchive archive, String idAttribute, String name) {
        this.archive = archive;
        this.idAttribute = idAttribute;
        this.name = name;
    }

    /**
     * The index of the archive as it is now.
     *
     * @param context its temporary files keep the index
     */
    synchronized Content content(RunContext context) throws IOException {
        String etag = new Content.OnDisk(archive.file()).state().etag();
        if (made.isEmpty() || !made.get().etag().equals(etag)) {
            made = Optional.empty();
            PlaceIndex index = PlaceIndex.of(archive, idAttribute, name, context);
            made = Optional.of(new Made(etag, new Content.OnDisk(index.file())));
        }
        return made.get().content();
    }
}
