package dev.croft.view;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page, as static files that work on any web server or bucket: put them into one folder, beside a {@code view.json} that says where
 * the list of years and the legend are. Files are named in {@code index.html} by relative addresses only.
 */
public final class ViewPage {
    private static final String FOLDER = "web/";
    private static final String INDEX = "index.html";
    private static final String LICENCES = "licenses.txt";
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"\\./([\\w.-]+)\"");
    private static final Pattern WORKER = Pattern.compile("\\./(worker-\\w+\\.js)");

    private ViewPage() {}

    /**
     * A file of the page.
     *
     * @param isImmutable whether its name ends in a digest of its content, so that caches may keep it for ever
     */
    public record PageFile(String name, boolean isImmutable) {
        /** What is in it. */
        public byte[] content() throws IOException {
            return read(name);
        }
    }

    /** Whether this build of Croft has the page; one made without npm has not. */
    public static boolean isBuilt() {
        return ViewPage.class.getResource(FOLDER + INDEX) != null;
    }

    /**
     * All files of the page but {@code view.json}, which {@link PageSettings} writes. {@code index.html} comes last, so that whoever puts
     * them one by one never shows a page whose parts are missing.
     *
     * @throws ConfigurationException when this build has no page
     */
    public static List<PageFile> files() throws IOException {
        if (!isBuilt()) {
            throw new ConfigurationException(
                    "Cannot show a map: this croft.jar was built without its page, because npm was missing. "
                            + "Install it (apt-get install nodejs npm), touch pom.xml and run ./croft again.");
        }
        List<PageFile> files = new ArrayList<>();
        Matcher references = REFERENCE.matcher(new String(read(INDEX), StandardCharsets.UTF_8));
        while (references.find()) {
            PageFile file = new PageFile(references.group(1), true);
            files.add(file);
            worker(file).ifPresent(files::add);
        }
        files.add(new PageFile(LICENCES, false));
        files.add(new PageFile(INDEX, false));
        return List.copyOf(files);
    }

    /** The worker that a script starts; only the main script names one. */
    private static Optional<PageFile> worker(PageFile script) throws IOException {
        Matcher name = WORKER.matcher(new String(script.content(), StandardCharsets.UTF_8));
        return name.find() ? Optional.of(new PageFile(name.group(1), true)) : Optional.empty();
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = ViewPage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The page has no " + name);
            }
            return in.readAllBytes();
        }
    }
}
