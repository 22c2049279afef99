package dev.croft.fields;

import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectStore;
import dev.croft.view.Legend;
import dev.croft.view.PageSettings;
import dev.croft.view.ViewPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page with the map, in {@code web/} beside the list of years: its files, {@code view.json}, and the legend that
 * {@code croft fields legend} made, or else that of the Cropland Data Layer.
 */
final class PublishedPage {
    private static final String WEB = "web/";

    private final ObjectStore store;
    private final FieldsLayout layout;

    PublishedPage(ObjectStore store, FieldsLayout layout) {
        this.store = store;
        this.layout = layout;
    }

    /** Puts it; does nothing in a build of Croft without it. */
    void put() throws IOException {
        if (!ViewPage.isBuilt()) {
            return;
        }
        Path legend = layout.legend();
        String legendName = legend.getFileName().toString();
        put(
                legendName,
                Files.exists(legend) ? Files.readAllBytes(legend) : Legend.cdl().json());
        put(
                PageSettings.FILE_NAME,
                PageSettings.of(layout.manifestName(), legendName).json());
        for (ViewPage.PageFile file : ViewPage.files()) {
            String key = WEB + file.name();
            if (!file.isImmutable()) {
                put(file.name(), file.content());
            } else if (store.find(key).isEmpty()) {
                store.put(file.content(), key, ObjectHeaders.of(key).immutable());
            }
        }
    }

    private void put(String name, byte[] content) throws IOException {
        store.put(content, WEB + name, ObjectHeaders.of(name));
    }
}
