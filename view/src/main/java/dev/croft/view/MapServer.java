package dev.croft.view;

import com.sun.net.httpserver.HttpServer;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.core.run.ServingThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/**
 * Serves a {@link MapSite} to the browsers of this machine, and to nobody else. {@link #MOST_EXCHANGES} requests are answered at once, so
 * that a client that stalls does not stop the others. When all are taken and more wait, those that did not go on for {@link #PATIENCE} lose
 * their connections. A slow one is served to the end, which limits on whole requests and answers, as the JDK's server has them, would not
 * allow.
 */
public final class MapServer implements Closeable {
    /** Asked for first when no port is; any free one when it is in use. */
    public static final int USUAL_PORT = 8420;

    /** A browser opens up to six connections for each of its windows. */
    static final int MOST_EXCHANGES = 16;

    /** Also for the whole of a request, which is small. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_PORT = 65_535;

    private final HttpServer server;
    private final ServingThreads threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    private MapServer(HttpServer server, ServingThreads threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free; empty for {@link #USUAL_PORT} or else any
     * @param context its temporary files keep the indexes of places; is not closed by this
     * @throws ConfigurationException when the port is in use, or cannot be had
     */
    public static MapServer start(MapSite site, OptionalInt port, RunContext context) throws IOException {
        return start(site, port, context, PATIENCE);
    }

    static MapServer start(MapSite site, OptionalInt port, RunContext context, Duration patience) throws IOException {
        HttpServer server = port.isPresent() ? bound(port.getAsInt()) : usual();
        ServingThreads threads = ServingThreads.named("view", MOST_EXCHANGES, patience);
        server.createContext("/", new SiteHandler(site, threads, context));
        server.setExecutor(threads);
        server.start();
        return new MapServer(server, threads);
    }

    private static HttpServer usual() throws IOException {
        try {
            return HttpServer.create(address(USUAL_PORT), 0);
        } catch (BindException inUse) {
            return HttpServer.create(address(0), 0);
        }
    }

    private static HttpServer bound(int port) throws IOException {
        if (port < 0 || port > MOST_PORT) {
            throw new ConfigurationException("Cannot serve on port " + port
                    + ": ports go from 0, which is any that is free, to " + MOST_PORT + ".");
        }
        try {
            return HttpServer.create(address(port), 0);
        } catch (BindException e) {
            throw new ConfigurationException(
                    "Cannot serve on port " + port
                            + ": it is in use, or not ours to use. Choose another one with --port, "
                            + "or leave that out for one that is free.",
                    e);
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where the map is. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Waits until the server is closed, or the thread interrupted; the flag stays set. */
    public void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        closed.countDown();
    }
}
