package dev.croft.fields;

import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import dev.croft.store.StoreOptions;
import dev.croft.view.PlaceIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where published files go, opened when first needed. The layout there is that of {@code outputs/}. Without a publication it is
 * that folder itself, where tiles already are. Thread-safe.
 */
final class Publisher implements Closeable {
    private static final String OUTPUTS = "outputs";

    private final FieldsConfig config;
    private Optional<ObjectStore> store = Optional.empty();
    private boolean hasPage;

    Publisher(FieldsConfig config) {
        this.config = config;
    }

    /** Where it goes, as users write it. */
    String location() {
        return config.publication().map(FieldsConfig.Publication::location).orElseGet(() -> outputs()
                .toString());
    }

    /** Whether files have to be put there. */
    boolean isElsewhere() {
        return config.publication().isPresent();
    }

    synchronized ObjectStore store() throws IOException {
        if (store.isEmpty()) {
            StoreOptions options =
                    config.publication().map(FieldsConfig.Publication::options).orElseGet(StoreOptions::defaults);
            store = Optional.of(ObjectStores.open(location(), options));
        }
        return store.get();
    }

    /**
     * Puts a year on the list, one after the other: the copy of the list that stays here is the last one, too.
     *
     * @return key of its object
     */
    synchronized String list(Manifest.Entry entry) throws IOException {
        putPage();
        return manifest().publish(entry);
    }

    /** What is wrong with the list as for a year, as a clause; {@code key} is that of the year's object. */
    synchronized Optional<String> listFault(int year, String key) throws IOException {
        return manifest().fault(year, key);
    }

    /** Writes the list anew. */
    synchronized void rebuildList() throws IOException {
        putPage();
        manifest().rebuild();
    }

    /** Puts the page that shows the map beside the list, once in a run; nothing in a build of Croft that has no page. */
    private void putPage() throws IOException {
        if (!hasPage) {
            new PublishedPage(store(), config).put();
            hasPage = true;
        }
    }

    private Manifest manifest() throws IOException {
        return new Manifest(store(), config.layout(), isElsewhere());
    }

    /** Key of a file in {@code outputs/}. */
    String key(Path output) {
        return outputs().relativize(output).toString();
    }

    /** Key of the index of places of an archive. */
    String placesKey(Path tiles) {
        return key(tiles) + PlaceIndex.SUFFIX;
    }

    private Path outputs() {
        return config.layout().root().resolve(OUTPUTS);
    }

    @Override
    public synchronized void close() throws IOException {
        if (store.isPresent()) {
            store.get().close();
        }
    }
}
