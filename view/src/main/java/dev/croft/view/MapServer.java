package dev.croft.view;

import com.sun.net.httpserver.HttpServer;
import dev.croft.core.problem.ConfigurationException;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/**
 * Serves a {@link MapSite} to the browsers of this machine, and to nobody else. Requests are answered one after the other, on the one
 * thread that the JDK's server has: they are few, and short reads of files.
 */
public final class MapServer implements Closeable {
    /** Asked for first when no port is; any free one when it is in use. */
    public static final int USUAL_PORT = 8420;

    private static final int MOST_PORT = 65_535;

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    private MapServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free; empty for {@link #USUAL_PORT} or else any
     * @throws ConfigurationException when the port is in use, or cannot be had
     */
    public static MapServer start(MapSite site, OptionalInt port) throws IOException {
        HttpServer server = port.isPresent() ? bound(port.getAsInt()) : usual();
        server.createContext("/", new SiteHandler(site));
        server.start();
        return new MapServer(server);
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
        closed.countDown();
    }
}
