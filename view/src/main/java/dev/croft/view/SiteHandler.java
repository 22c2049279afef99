package dev.croft.view;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.RunContext;
import dev.croft.core.run.Scratch;
import dev.croft.core.run.ServingThreads;
import dev.croft.view.MapSite.SiteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Answers GET and HEAD as RFC 9110 says, with ranges (section 14) and conditions (section 13). A path is looked up in the site; none
 * becomes a path on disk, so there is none that leads out of it. Thread-safe.
 */
final class SiteHandler implements HttpHandler {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int FOUND = 302;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int NO_RANGE = 416;
    private static final int MISDIRECTED = 421;
    private static final int FAILED = 500;
    private static final long NO_BODY = -1;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Another name that leads to this machine may be somebody's way to read what it serves (DNS rebinding). */
    private static final Pattern OWN_HOST =
            Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final MapSite site;
    private final ServingThreads threads;
    private final RunContext context;

    /**
     * Answers for a site.
     *
     * @param threads those that this is called on
     * @param context keeps what is made for answers
     */
    SiteHandler(MapSite site, ServingThreads threads, RunContext context) {
        this.site = site;
        this.threads = threads;
        this.context = context;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = SitePath.of(exchange.getRequestURI());
            Optional<SiteFile> file = site.find(path);
            Optional<ServedIndex> index = site.findIndex(path);
            if (!hasOneHost(exchange)) {
                say(exchange, BAD_REQUEST, "A request must name one host.");
            } else if (!OWN_HOST.matcher(host(exchange)).matches()) {
                say(exchange, MISDIRECTED, "This server answers to 127.0.0.1 and localhost only.");
            } else if (!METHODS.contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                say(exchange, WRONG_METHOD, "Only GET and HEAD are answered.");
            } else if (path.equals("/") || (path + "/").equals(MapSite.PAGE)) {
                exchange.getResponseHeaders().set("Location", MapSite.PAGE);
                say(exchange, FOUND, "The map is at " + MapSite.PAGE);
            } else if (index.isPresent()) {
                answer(exchange, index.get());
            } else if (file.isEmpty()) {
                say(exchange, NOT_FOUND, "There is nothing here. The map is at " + MapSite.PAGE);
            } else {
                answer(exchange, file.get());
            }
        }
    }

    private void answer(HttpExchange exchange, ServedIndex index) throws IOException {
        Content content;
        try {
            content = threads.working(() -> index.content(context));
        } catch (NoSuchFileException gone) {
            say(exchange, NOT_FOUND, "The file is no longer there.");
            return;
        } catch (InputDataException | ResourceException e) {
            say(exchange, FAILED, e.getMessage());
            return;
        } catch (IOException e) {
            say(
                    exchange,
                    FAILED,
                    "Cannot make an index of the fields: " + e.getMessage()
                            + ". If there is no room for it, free some or name another folder with " + Scratch.OPTION
                            + ".");
            return;
        }
        answer(exchange, MapSite.fileOf(content));
    }

    /** Of HTTP/1.1 exactly one, of HTTP/1.0 perhaps none (RFC 9112, section 3.2). */
    private static boolean hasOneHost(HttpExchange exchange) {
        int hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of()).size();
        return hosts == 1 || (hosts == 0 && exchange.getProtocol().equalsIgnoreCase("HTTP/1.0"));
    }

    /** The one in the request line counts, if there is one (RFC 9112, section 3.2.2). */
    private static String host(HttpExchange exchange) {
        return Optional.of(exchange.getRequestURI())
                .filter(URI::isAbsolute)
                .map(URI::getRawAuthority)
                .or(() -> Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")))
                .orElse("");
    }

    private void answer(HttpExchange exchange, SiteFile file) throws IOException {
        try {
            Content.State state = file.content().state();
            send(exchange, file, state);
        } catch (NoSuchFileException gone) {
            say(exchange, NOT_FOUND, "The file is no longer there.");
        }
    }

    private void send(HttpExchange exchange, SiteFile file, Content.State state) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", state.etag());
        state.lastModified().map(Conditions::date).ifPresent(date -> headers.set("Last-Modified", date));
        headers.set("Accept-Ranges", "bytes");
        headers.set("Cache-Control", file.cacheControl());
        OptionalInt early = Conditions.of(exchange.getRequestHeaders()).statusOf(state);
        if (early.isPresent()) {
            exchange.sendResponseHeaders(early.getAsInt(), NO_BODY);
            return;
        }
        headers.set("Content-Type", file.contentType());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", site.contentPolicy());
        ByteRanges.Answer answer = ByteRanges.of(range(exchange, state.etag()), state.length());
        if (answer instanceof ByteRanges.Answer.None) {
            headers.set("Content-Range", "bytes */" + state.length());
            exchange.sendResponseHeaders(NO_RANGE, NO_BODY);
        } else if (answer instanceof ByteRanges.Answer.Part part) {
            headers.set("Content-Range", part.contentRange(state.length()));
            send(exchange, PARTIAL, file.content(), part.first(), part.count());
        } else {
            send(exchange, OK, file.content(), 0, state.length());
        }
    }

    /** The range that counts: none when the content has changed since (section 13.1.5), nor for HEAD (section 14.2). */
    private static Optional<String> range(HttpExchange exchange, String etag) {
        Headers asked = exchange.getRequestHeaders();
        if (exchange.getRequestMethod().equals("HEAD")) {
            return Optional.empty();
        }
        Optional<String> condition = Optional.ofNullable(asked.getFirst("If-Range"));
        return condition.isPresent() && !condition.get().equals(etag)
                ? Optional.empty()
                : Optional.ofNullable(asked.getFirst("Range"));
    }

    private void send(HttpExchange exchange, int status, Content content, long first, long count) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(count));
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        try (InputStream in = content.from(first)) {
            exchange.sendResponseHeaders(status, count == 0 ? NO_BODY : count);
            copy(in, exchange.getResponseBody(), count);
        }
    }

    private void copy(InputStream in, OutputStream out, long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, count))];
        long left = count;
        while (left > 0) {
            int wanted = (int) Math.min(buffer.length, left);
            int read = threads.working(() -> in.read(buffer, 0, wanted));
            if (read < 0) {
                throw new IOException("Cannot send the rest of a file: it became shorter meanwhile");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        say(exchange, status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void say(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
