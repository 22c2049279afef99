package dev.croft.fields;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The S3 server of module store's tests as a process, with a bucket, and a proxy that spoils a share of the requests. */
final class S3Process implements Closeable {
    static final String BUCKET = "fields-bucket";
    private static final String KEY_ID = "AKIDFORTESTSONLY";
    private static final String SECRET = "a-secret-for-tests-only-4711";

    private final Process process;
    private final BufferedReader answers;
    private final int port;
    private final int faultyPort;

    private S3Process(Process process, BufferedReader answers, String ports) {
        this.process = process;
        this.answers = answers;
        this.port = Integer.parseInt(ports.substring(0, ports.indexOf(' ')));
        this.faultyPort = Integer.parseInt(ports.substring(ports.indexOf(' ') + 1));
    }

    /** Starts it; whoever asks needs the keys of {@link #useKeys}. */
    static S3Process start(double share, long seed, Path log) throws IOException {
        return start(share, seed, log, "aws-v2-or-v4");
    }

    /** Starts one whose bucket anybody may read, without keys. */
    static S3Process startPublic(Path log) throws IOException {
        return start(0, 1, log, "none");
    }

    private static S3Process start(double share, long seed, Path log, String authorization) throws IOException {
        Path root = Path.of(System.getProperty("croft.root"));
        Path tests = root.resolve("store/target/test-classes");
        assumeTrue(
                Files.exists(tests.resolve("dev/croft/store/s3/S3ServerForOthers.class")),
                "module store is not built with its tests in " + tests);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-Dcroft.root=" + root,
                "-Dcroft.s3Authorization=" + authorization,
                "-cp",
                tests + File.pathSeparator + System.getProperty("java.class.path"),
                "dev.croft.store.s3.S3ServerForOthers",
                BUCKET,
                Double.toString(share),
                Long.toString(seed));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ports = answers.readLine();
        if (ports == null) {
            throw new IOException("it does not start: " + Files.readString(log));
        }
        return new S3Process(process, answers, ports);
    }

    /** Keys where the SDK looks first. */
    static void useKeys(boolean areRight) {
        System.setProperty("aws.accessKeyId", KEY_ID);
        System.setProperty("aws.secretAccessKey", areRight ? SECRET : "wrong");
    }

    static void forgetKeys() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The address at which requests are spoilt. */
    String faultyUrl() {
        return "http://127.0.0.1:" + faultyPort;
    }

    /** Ends it, and says how many requests were spoilt. */
    int end() throws IOException {
        process.getOutputStream().close();
        return Integer.parseInt(answers.readLine());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
