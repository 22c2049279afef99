package dev.croft.fields;

import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectStore;
import dev.croft.view.ArchiveCheck;
import dev.croft.view.PageSettings;
import dev.croft.view.ViewPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page with the map, in {@code web/} beside the list of years: its files, {@code view.json}, and the legend: that of the configuration,
 * or else the one that {@code croft fields legend} made, or else what the values tell.
 */
final class PublishedPage {
    private static final String WEB = "web/";

    private final ObjectStore store;
    private final FieldsConfig config;

    PublishedPage(ObjectStore store, FieldsConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Puts it; does nothing in a build of Croft without it. */
    void put() throws IOException {
        if (!ViewPage.isBuilt()) {
            return;
        }
        FieldsLayout layout = config.layout();
        String legendName = layout.legend().getFileName().toString();
        put(legendName, legend(layout.legend()));
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

    private byte[] legend(Path made) throws IOException {
        if (config.classes().isPresent()) {
            return config.classes().get().json();
        }
        return Files.exists(made)
                ? Files.readAllBytes(made)
                : ArchiveCheck.legend(config.archives()).json();
    }

    private void put(String name, byte[] content) throws IOException {
        store.put(content, WEB + name, ObjectHeaders.of(name));
    }
}
