package dev.croft.store.s3;

import dev.croft.store.StoreOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One real S3 server for all tests, as a process on loopback, with buckets in memory. It checks signatures and digests; with
 * {@code -Dcroft.s3Authorization=none}, as for what anybody may read, no signatures.
 */
final class S3Server {
    static final String KEY_ID = "AKIDFORTESTSONLY";
    static final String SECRET = "a-secret-for-tests-only-4711";
    static final String WRONG_SECRET = "another-secret-0815";
    static final String WRONG_PROFILE = "wrong";

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final S3Server SHARED = start();

    private final int port;

    private S3Server(int port) {
        this.port = port;
    }

    static S3Server shared() {
        return SHARED;
    }

    int port() {
        return port;
    }

    StoreOptions options() {
        return S3Options.of(port);
    }

    /** A client as other tools have it; the caller closes it. */
    S3Client client() {
        return new S3Connection(options()).open();
    }

    /** Makes a bucket of its own for a test. */
    String newBucket() {
        String name = "bucket-" + BUCKETS.incrementAndGet();
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(name));
        }
        return name;
    }

    private static S3Server start() {
        try {
            Path folder = Files.createTempDirectory("croft-s3-server");
            useKeys(folder);
            int port = freePort();
            Path properties = Files.writeString(folder.resolve("s3proxy.properties"), properties(port));
            Process process = process(folder, properties);
            awaitConnection(process, port, folder);
            return new S3Server(port);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Cannot start the S3 server of the tests", e);
        }
    }

    /** The right keys where the SDK looks first, the wrong ones in a profile. */
    private static void useKeys(Path folder) throws IOException {
        System.setProperty("aws.accessKeyId", KEY_ID);
        System.setProperty("aws.secretAccessKey", SECRET);
        Path profiles = folder.resolve("credentials");
        Files.writeString(
                profiles,
                "[" + WRONG_PROFILE + "]\naws_access_key_id = " + KEY_ID + "\naws_secret_access_key = " + WRONG_SECRET
                        + "\n");
        System.setProperty("aws.sharedCredentialsFile", profiles.toString());
        System.setProperty("aws.configFile", folder.resolve("config").toString());
    }

    private static String properties(int port) {
        return String.join(
                "\n",
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.authorization=" + System.getProperty("croft.s3Authorization", "aws-v2-or-v4"),
                "s3proxy.identity=" + KEY_ID,
                "s3proxy.credential=" + SECRET,
                "jclouds.provider=transient-nio2",
                "jclouds.identity=unused",
                "jclouds.credential=unused",
                "");
    }

    private static Process process(Path folder, Path properties) throws IOException {
        Path root = Path.of(System.getProperty("croft.root"));
        Path tests = root.resolve("store/target/test-classes");
        String server = Files.readString(root.resolve("store-test-server/target/classpath.txt"))
                .strip();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + tests.resolve("s3-server-logback.xml"),
                "-cp",
                tests + File.pathSeparator + server,
                S3ServerProcess.class.getName(),
                "--properties",
                properties.toString());
        // Its standard input stays open as long as this process lives.
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void awaitConnection(Process process, int port, Path folder)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers(port)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("it does not answer: " + Files.readString(folder.resolve("log")));
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
