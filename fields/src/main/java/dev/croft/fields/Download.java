package dev.croft.fields;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.ByteSize;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Downloads a file over HTTP. What arrived stays in {@code .NAME.part} when it is broken off, and the next attempt, or the next run,
 * asks for the rest if the server still has the same file (RFC 9110, section 14: range requests with {@code If-Range}). The file gets
 * its name when size, checksum and, for a zip, content have been checked.
 */
final class Download {
    static final String SHA256_NOTE = "sha256";

    private static final int ATTEMPTS = 6;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_REDIRECTS = 5;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI source;
    private final String shown;
    private final Path target;
    private final Optional<String> sha256;
    private final Duration stallTimeout;
    private final long firstPauseMillis;

    Download(URI source, Path target, Optional<String> sha256) {
        this(source, target, sha256, STALL_TIMEOUT, FIRST_PAUSE_MILLIS);
    }

    /**
     * @param stallTimeout how long a server may send nothing
     * @param firstPauseMillis before the second attempt; doubles with each
     */
    Download(URI source, Path target, Optional<String> sha256, Duration stallTimeout, long firstPauseMillis) {
        this.source = source;
        this.shown = RasterLocation.shown(source.toString());
        this.target = target;
        this.sha256 = sha256;
        this.stallTimeout = stallTimeout;
        this.firstPauseMillis = firstPauseMillis;
    }

    /**
     * Downloads it.
     *
     * @return size and checksum
     * @throws ConfigurationException when the server has no such file
     * @throws InputDataException when what arrived is not what was asked for
     * @throws ResourceException when it does not arrive, or there is no room for it
     */
    Map<String, String> run(RunContext context, Consumer<String> say) throws IOException {
        Path part = partOf(target);
        receiveAll(part, context, say);
        DownloadCheck.Checked checked = checked(part);
        force(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(PartState.pathFor(part));
        Map<String, String> notes = new TreeMap<>();
        notes.put("bytes", Long.toString(checked.bytes()));
        notes.put(SHA256_NOTE, checked.sha256());
        return notes;
    }

    private static Path partOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }

    /** Removes what arrived of a file, if anything, unless a download from {@code source} would go on with it. */
    static void forgetUnless(Optional<URI> source, Path target) throws IOException {
        Path part = partOf(target);
        boolean isWanted =
                source.isPresent() && PartState.of(part, source.get()).isPresent();
        if (!isWanted) {
            PartState.forget(part);
        }
    }

    /** Tries until all has arrived. Attempts count from the last one that brought the file forward. */
    private void receiveAll(Path part, RunContext context, Consumer<String> say) throws IOException {
        long most = 0;
        int attempt = 0;
        while (true) {
            attempt++;
            context.safePoint();
            try {
                receive(part, context);
                return;
            } catch (Interruption problem) {
                long arrived = Files.exists(part) ? Files.size(part) : 0;
                if (arrived > most) {
                    most = arrived;
                    attempt = 1;
                }
                if (attempt == ATTEMPTS) {
                    throw new ResourceException(
                            "Cannot download " + shown + ": " + problem.getMessage() + ", " + ATTEMPTS
                                    + " times. What has arrived is kept; run it again when the network is back.",
                            problem);
                }
                say.accept("fetch " + problem.getMessage() + ", attempt " + (attempt + 1) + " of " + ATTEMPTS);
                pause(attempt, context);
            }
        }
    }

    private DownloadCheck.Checked checked(Path part) throws IOException {
        try {
            return DownloadCheck.of(part, shown, target, sha256);
        } catch (InputDataException wrong) {
            PartState.forget(part);
            throw wrong;
        }
    }

    /** The connection broke, or the server had trouble: worth another attempt. */
    private static final class Interruption extends Exception {
        private static final long serialVersionUID = 1L;

        Interruption(String message) {
            super(message);
        }

        Interruption(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private void receive(Path part, RunContext context) throws IOException, Interruption {
        Optional<PartState> state = PartState.of(part, source);
        HttpURLConnection connection = open(state);
        try {
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && isWhole(connection, state)) {
                return;
            }
            if (status == RANGE_NOT_SATISFIABLE
                    || (status == HttpURLConnection.HTTP_PARTIAL && !goesOn(connection, state))) {
                PartState.forget(part);
                throw new Interruption("the server did not send the rest of what had arrived");
            }
            requireGood(status);
            long from = status == HttpURLConnection.HTTP_PARTIAL
                    ? state.orElseThrow().bytes()
                    : 0;
            OptionalLong length = length(connection);
            requireRoom(length);
            PartState.note(part, source, connection);
            write(connection.getInputStream(), part, from, length, context);
        } catch (SocketTimeoutException e) {
            throw new Interruption("the server sent nothing for " + stallTimeout.toSeconds() + " s", e);
        } catch (UnknownHostException e) {
            throw new Interruption("there is no host " + e.getMessage() + ", or no network", e);
        } catch (SocketException | ProtocolException | SSLException | EOFException e) {
            throw new Interruption("the connection broke (" + e.getMessage() + ")", e);
        } finally {
            connection.disconnect();
        }
    }

    /** Whether nothing is missing: the range that was asked for begins where the file ends (RFC 9110, section 15.5.17). */
    private static boolean isWhole(HttpURLConnection connection, Optional<PartState> state) {
        return state.filter(part -> ("bytes */" + part.bytes()).equals(connection.getHeaderField("Content-Range")))
                .isPresent();
    }

    /** Whether the range that comes is the one that was asked for (RFC 9110, section 14.4). */
    private static boolean goesOn(HttpURLConnection connection, Optional<PartState> state) {
        String range =
                Optional.ofNullable(connection.getHeaderField("Content-Range")).orElse("");
        return state.filter(part -> range.startsWith("bytes " + part.bytes() + "-"))
                .isPresent();
    }

    /** Opens the connection, and follows redirects, also from http to https. */
    private HttpURLConnection open(Optional<PartState> state) throws IOException, Interruption {
        URI at = source;
        for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
            HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
            connection.setReadTimeout((int) stallTimeout.toMillis());
            connection.setRequestProperty("Accept-Encoding", "identity");
            state.ifPresent(known -> {
                connection.setRequestProperty("Range", "bytes=" + known.bytes() + "-");
                connection.setRequestProperty("If-Range", known.validator());
            });
            Optional<String> elsewhere = connect(connection) / 100 == 3
                    ? Optional.ofNullable(connection.getHeaderField("Location"))
                    : Optional.empty();
            if (elsewhere.isEmpty()) {
                return connection;
            }
            at = redirected(at, elsewhere.get());
        }
        throw new ConfigurationException(
                "Cannot download " + shown + ": it leads from one address to the next without end.");
    }

    private URI redirected(URI from, String location) {
        Optional<URI> to;
        try {
            to = Optional.of(from.resolve(location)).filter(uri -> RasterLocation.isUrl(uri.toString()));
        } catch (IllegalArgumentException noAddress) {
            to = Optional.empty();
        }
        return to.orElseThrow(() -> new ConfigurationException(
                "Cannot download " + shown + ": it leads to " + RasterLocation.shown(location) + "."));
    }

    private int connect(HttpURLConnection connection) throws IOException, Interruption {
        try {
            return connection.getResponseCode();
        } catch (ConnectException e) {
            throw new Interruption(
                    "no connection to "
                            + RasterLocation.shown("//" + connection.getURL().getAuthority())
                                    .substring(2),
                    e);
        }
    }

    private static OptionalLong length(HttpURLConnection connection) {
        long length = connection.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    private void requireGood(int status) throws Interruption {
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_PARTIAL) {
            return;
        }
        if (status >= 500 || status == TOO_MANY_REQUESTS || status == HttpURLConnection.HTTP_CLIENT_TIMEOUT) {
            throw new Interruption("the server answered " + status);
        }
        throw new ConfigurationException("Cannot download " + shown + ": the server answered " + status
                + ". Check raster in the configuration.");
    }

    private void requireRoom(OptionalLong length) {
        long free = target.toAbsolutePath().getParent().toFile().getUsableSpace();
        if (length.isPresent() && length.getAsLong() > free) {
            throw new ResourceException("Cannot download " + shown + ": it has " + ByteSize.format(length.getAsLong())
                    + " to come, and " + target.getParent() + " has " + ByteSize.format(free) + " free. Make room.");
        }
    }

    private void write(InputStream body, Path part, long from, OptionalLong length, RunContext context)
            throws IOException, Interruption {
        long received = 0;
        OptionalLong total = length.isPresent() ? OptionalLong.of(from + length.getAsLong()) : OptionalLong.empty();
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Progress.Task progress = context.progress().start("fetch", "bytes", total)) {
            file.truncate(from);
            file.position(from);
            progress.advance(from);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
                context.safePoint();
                writeAll(file, ByteBuffer.wrap(buffer, 0, count));
                progress.advance(count);
                received += count;
            }
        }
        if (length.isPresent() && received != length.getAsLong()) {
            throw new Interruption("the connection ended after " + received + " of " + length.getAsLong() + " bytes");
        }
    }

    /** Java has no type of its own for a connection that ends too early. */
    private static int read(InputStream body, byte[] buffer) throws IOException, Interruption {
        try {
            return body.read(buffer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw new Interruption("the connection broke (" + e.getMessage() + ")", e);
        }
    }

    private void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new ResourceException(
                    "Cannot write " + target + " while it is downloaded: its disk failed or is full. Make room in "
                            + target.getParent() + "; what has arrived is kept.",
                    e);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Waits longer after each attempt, and not as long as others who failed at the same moment. */
    private void pause(int attempt, RunContext context) {
        long most = firstPauseMillis << (attempt - 1);
        long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        context.pause(Duration.ofMillis(millis));
    }
}
