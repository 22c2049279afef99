package dev.croft.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback with files in memory, which answers ranges, and does wrong when told to. Thread-safe. */
final class RasterServer implements Closeable {
    /** What becomes of one request. */
    enum Fault {
        NONE,
        /** Half of what was announced arrives. */
        CUT,
        /** Half arrives, and nothing says that more was to come. */
        CUT_WITHOUT_LENGTH,
        BUSY,
        /** Some bytes, then nothing. */
        STALL,
        /** An error as a page, and a status that says all is well. */
        PAGE,
        /** The whole file, whatever range was asked for. */
        NO_RANGES,
        /** A range that nobody asked for. */
        OTHER_RANGE
    }

    private static final byte[] PAGE = "\n<!DOCTYPE html><html><body>We are sorry.</body></html>".getBytes(UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String tagPrefix = "";

    RasterServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    void put(String path, byte[] content) {
        files.put(path, content);
    }

    void redirect(String path, String to) {
        redirects.put(path, to);
    }

    /** What becomes of the next requests; those after them are answered well. */
    void next(Fault... nextFaults) {
        faults.addAll(Arrays.asList(nextFaults));
    }

    /** Tags compare weakly from now on. */
    void useWeakTags() {
        tagPrefix = "W/";
    }

    /** Each as path and range. */
    List<String> requests() {
        return requests;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Optional<String> range =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
            requests.add(path + range.map(text -> " " + text).orElse(""));
            Fault fault = Optional.ofNullable(faults.poll()).orElse(Fault.NONE);
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (!files.containsKey(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (fault == Fault.BUSY) {
                exchange.sendResponseHeaders(503, -1);
            } else if (fault == Fault.PAGE) {
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
            } else {
                send(exchange, files.get(path), range, fault);
            }
        }
    }

    private void send(HttpExchange exchange, byte[] content, Optional<String> range, Fault fault) throws IOException {
        String tag = tagPrefix + '"' + Integer.toHexString(Arrays.hashCode(content)) + '"';
        exchange.getResponseHeaders().set("ETag", tag);
        int from = fault == Fault.NO_RANGES ? 0 : first(exchange, range, tag);
        if (from >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            int told = fault == Fault.OTHER_RANGE ? from - 1 : from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + told + "-" + (content.length - 1) + "/" + content.length);
        }
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        long announced = fault == Fault.CUT_WITHOUT_LENGTH ? 0 : rest.length;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, announced);
        boolean isWhole = fault == Fault.NONE || fault == Fault.NO_RANGES || fault == Fault.OTHER_RANGE;
        exchange.getResponseBody().write(rest, 0, isWhole ? rest.length : rest.length / 2);
        exchange.getResponseBody().flush();
        if (fault == Fault.CUT_WITHOUT_LENGTH) {
            exchange.getResponseBody().close();
        } else if (fault == Fault.STALL) {
            awaitClosing();
        }
    }

    private static int first(HttpExchange exchange, Optional<String> range, String tag) {
        boolean isSame = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        return range.filter(text -> isSame)
                .map(text -> Integer.parseInt(text.replaceAll("bytes=(\\d+)-", "$1")))
                .orElse(0);
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
