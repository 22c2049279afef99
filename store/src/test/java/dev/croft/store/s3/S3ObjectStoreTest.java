package dev.croft.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectStore;
import dev.croft.store.StoreOptions;
import dev.croft.store.StoreOptions.Patience;
import dev.croft.store.StoredObject;
import dev.croft.store.s3.FaultyProxy.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Buckets on a real server, over connections that fail. */
class S3ObjectStoreTest {
    private static final String KEY = "tiles/fields.pmtiles";

    /** Five parts, the last one small. */
    private static final int LARGE_BYTES = 33 << 20;

    @TempDir
    private static Path folder;

    private static S3Server server;
    private static Path large;
    private static Path medium;
    private static Path small;

    private S3Location location;

    @BeforeAll
    static void startServerAndMakeFiles() throws IOException {
        server = S3Server.shared();
        large = Files.write(folder.resolve("large"), bytes(LARGE_BYTES, 1));
        medium = Files.write(folder.resolve("medium"), bytes((9 << 20) + 1, 3));
        small = Files.write(folder.resolve("small"), bytes(100_000, 2));
    }

    @BeforeEach
    void makeBucket() {
        location = new S3Location(server.newBucket(), "fields/");
    }

    @Test
    void manyFailuresOnTheWayAndEverythingArrives() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), FaultyProxy.spoiling(0.3, 42));
                ObjectStore store = open(proxy)) {
            put(store, large, KEY);
            for (int i = 0; i < 8; i++) {
                store.put(("year " + i).getBytes(UTF_8), "years/" + i + ".json", ObjectHeaders.of("a.json"));
            }
            assertEquals(LARGE_BYTES, store.find(KEY).orElseThrow().byteCount());
            assertEquals(8, store.list("years/").size());
            assertEquals("year 3", new String(store.read("years/3.json").orElseThrow(), UTF_8));
            store.delete("years/3.json");
            assertEquals(Optional.empty(), store.find("years/3.json"));
            assertFalse(proxy.faults().isEmpty());
        }
        try (ObjectStore direct = S3ObjectStore.open(location, server.options())) {
            assertArrayEquals(Files.readAllBytes(large), direct.read(KEY).orElseThrow());
        }
        assertEquals(List.of(), uploads());
    }

    @Test
    void killedAndPutAgainSendsOnlyWhatIsMissing() throws IOException, InterruptedException {
        CountDownLatch thirdPart = new CountDownLatch(1);
        Function<FaultyProxy.Request, Fault> policy = request -> {
            if (request.part() == 3) {
                thirdPart.countDown();
            }
            return request.part() == 3 ? Fault.STALL : Fault.NONE;
        };
        try (FaultyProxy proxy = new FaultyProxy(server.port(), policy)) {
            Process process = startPut(proxy);
            assertTrue(thirdPart.await(60, TimeUnit.SECONDS));
            process.destroyForcibly().waitFor();
            assertEquals(Set.of(1, 2), proxy.forwardedParts());
        }
        try (FaultyProxy proxy = new FaultyProxy(server.port(), request -> Fault.NONE);
                ObjectStore store = open(proxy)) {
            assertEquals(Optional.empty(), store.find(KEY));
            put(store, large, KEY);
            assertEquals(Set.of(3, 4, 5), proxy.forwardedParts());
            assertArrayEquals(Files.readAllBytes(large), store.read(KEY).orElseThrow());
        }
        assertEquals(List.of(), uploads());
    }

    @Test
    void uploadOfAnotherFileIsGivenUpAndOtherKeysAreLeftAlone() throws IOException {
        begin(location.inBucket(KEY), bytes((int) StoreOptions.LEAST_PART_BYTES, 6));
        begin(location.inBucket(KEY), bytes(5 << 20, 4));
        begin(location.inBucket(KEY) + "2", bytes(5 << 20, 4));
        try (FaultyProxy proxy = new FaultyProxy(server.port(), request -> Fault.NONE);
                ObjectStore store = open(proxy)) {
            put(store, medium, KEY);
            assertEquals(Set.of(1, 2), proxy.forwardedParts());
            assertArrayEquals(Files.readAllBytes(medium), store.read(KEY).orElseThrow());
        }
        assertEquals(
                List.of(location.inBucket(KEY) + "2"),
                uploads().stream().map(MultipartUpload::key).toList());
    }

    @Test
    void uploadWithOtherHeadersIsMadeAnew() throws IOException {
        begin(location.inBucket(KEY), firstPart());
        try (ObjectStore store = S3ObjectStore.open(location, server.options());
                S3Client client = server.client()) {
            put(store, medium, KEY);
            var head = client.headObject(
                    request -> request.bucket(location.bucket()).key(location.inBucket(KEY)));
            assertEquals("application/vnd.pmtiles no-cache", head.contentType() + " " + head.cacheControl());
        }
    }

    @Test
    void headersArriveAndRangesAreServed() throws IOException {
        try (ObjectStore store = S3ObjectStore.open(location, server.options());
                S3Client client = server.client()) {
            put(store, small, "map.pmtiles");
            store.put(
                    bytes(1000, 5), "small.json", ObjectHeaders.of("small.json").immutable());
            var head = client.headObject(
                    request -> request.bucket(location.bucket()).key("fields/map.pmtiles"));
            assertEquals("application/vnd.pmtiles no-cache", head.contentType() + " " + head.cacheControl());
            var other = client.headObject(
                    request -> request.bucket(location.bucket()).key("fields/small.json"));
            assertEquals(
                    "application/json public, max-age=31536000, immutable",
                    other.contentType() + " " + other.cacheControl());
            byte[] range = client.getObjectAsBytes(request -> request.bucket(location.bucket())
                            .key("fields/map.pmtiles")
                            .range("bytes=90000-90099"))
                    .asByteArray();
            assertArrayEquals(Arrays.copyOfRange(Files.readAllBytes(small), 90_000, 90_100), range);
        }
    }

    @Test
    void whatIsAlwaysDamagedOnTheWayIsRefused() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), FaultyProxy.only("PUT", Fault.FLIP));
                ObjectStore store = S3ObjectStore.open(location, trying(2, Duration.ofSeconds(10), proxy.port()))) {
            assertMessage(assertThrows(IOException.class, () -> put(store, small, KEY)), KEY, "damaged");
            assertMessage(assertThrows(IOException.class, () -> put(store, medium, KEY)), "part", KEY, "damaged");
            assertEquals(Optional.empty(), store.find(KEY));
        }
    }

    @Test
    void whatIsDamagedOnceIsSentAgain() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        try (FaultyProxy proxy = new FaultyProxy(
                        server.port(),
                        request -> request.method().equals("PUT") && puts.incrementAndGet() % 2 == 1
                                ? Fault.FLIP
                                : Fault.NONE);
                ObjectStore store = open(proxy)) {
            put(store, small, KEY);
            assertArrayEquals(Files.readAllBytes(small), store.read(KEY).orElseThrow());
        }
    }

    @Test
    void whatTheServerHasOtherwiseIsRemovedAgain() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), FaultyProxy.only("PUT", Fault.OTHER_ETAG));
                ObjectStore store = open(proxy)) {
            assertMessage(
                    assertThrows(IOException.class, () -> put(store, small, KEY)), KEY, "something else", "removed");
            assertEquals(Optional.empty(), store.find(KEY));
        }
    }

    @Test
    void lostAnswerToTheCompletionIsNoFailure() throws IOException {
        AtomicInteger completions = new AtomicInteger();
        try (FaultyProxy proxy = new FaultyProxy(
                        server.port(),
                        request -> request.method().equals("POST")
                                        && request.target().contains("uploadId=")
                                        && completions.incrementAndGet() == 1
                                ? Fault.CUT_RESPONSE
                                : Fault.NONE);
                ObjectStore store = open(proxy)) {
            assertEquals(Files.size(medium), put(store, medium, KEY).byteCount());
            assertTrue(proxy.faults().contains(Fault.CUT_RESPONSE));
        }
    }

    @Test
    void serverThatStopsAnsweringIsToldInTime() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), request -> Fault.STALL);
                ObjectStore store = S3ObjectStore.open(location, trying(2, Duration.ofMillis(800), proxy.port()))) {
            for (Executable action : List.<Executable>of(
                    () -> store.find(KEY), () -> put(store, small, KEY), () -> put(store, large, KEY))) {
                IOException failure = assertThrows(IOException.class, action);
                assertMessage(failure, location.toString(), "127.0.0.1:" + proxy.port(), "2 attempts", "again");
            }
        }
    }

    @Test
    void nobodyListensIsTold() throws IOException {
        int port;
        try (FaultyProxy proxy = new FaultyProxy(server.port(), request -> Fault.NONE)) {
            port = proxy.port();
        }
        try (ObjectStore store = S3ObjectStore.open(location, trying(2, Duration.ofMillis(800), port))) {
            assertMessage(
                    assertThrows(IOException.class, () -> store.find(KEY)), "127.0.0.1:" + port, "Connection refused");
        }
    }

    @Test
    void bucketThatIsNotThereIsTold() throws IOException {
        S3Location nowhere = new S3Location("no-such-bucket", "");
        try (ObjectStore store = S3ObjectStore.open(nowhere, server.options())) {
            for (Executable action : List.<Executable>of(
                    () -> store.find(KEY),
                    () -> store.read(KEY),
                    () -> store.list(""),
                    () -> put(store, small, KEY),
                    () -> put(store, large, KEY))) {
                assertMessage(assertThrows(ConfigurationException.class, action), "no-such-bucket", "Create it");
            }
        }
    }

    @Test
    void bucketElsewhereIsTold() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), request -> Fault.OTHER_REGION);
                ObjectStore store = open(proxy)) {
            assertMessage(assertThrows(ConfigurationException.class, () -> store.list("")), "--region");
            assertMessage(assertThrows(ConfigurationException.class, () -> store.find(KEY)), "--region");
        }
    }

    @Test
    void wrongKeysAreToldWithoutNamingThem() throws IOException {
        StoreOptions options = server.options().withProfile(S3Server.WRONG_PROFILE);
        try (ObjectStore store = S3ObjectStore.open(location, options)) {
            for (Executable action : List.<Executable>of(
                    () -> store.find(KEY),
                    () -> store.read(KEY),
                    () -> store.list(""),
                    () -> store.delete(KEY),
                    () -> put(store, small, KEY),
                    () -> put(store, large, KEY))) {
                ConfigurationException failure = assertThrows(ConfigurationException.class, action);
                assertMessage(failure, location.toString(), "profile wrong", "127.0.0.1:" + server.port());
            }
        }
    }

    @Test
    void profileThatIsNotThereIsTold() {
        StoreOptions options = server.options().withProfile("absent");
        assertMessage(
                assertThrows(ConfigurationException.class, () -> S3ObjectStore.open(location, options)),
                "profile absent",
                "--profile");
    }

    @Test
    @Tag("slow")
    void listingGoesOverPages() throws IOException {
        try (ObjectStore store = S3ObjectStore.open(location, server.options())) {
            for (int i = 0; i < 1005; i++) {
                store.put(new byte[] {1}, "many/%04d".formatted(i), ObjectHeaders.of("a"));
            }
            List<StoredObject> all = store.list("many/");
            assertEquals(1005, all.size());
            assertEquals("many/1004", all.get(1004).key());
        }
    }

    private ObjectStore open(FaultyProxy proxy) {
        return S3ObjectStore.open(location, S3Options.of(proxy.port()));
    }

    private static StoreOptions trying(int attempts, Duration answer, int port) {
        return S3Options.of(port).withPatience(new Patience(attempts, Duration.ofSeconds(1), answer, 64 << 20));
    }

    private static StoredObject put(ObjectStore store, Path file, String key) throws IOException {
        try (RunContext context = RunContext.named("test").build()) {
            return store.put(file, key, ObjectHeaders.of(key), context);
        }
    }

    private Process startPut(FaultyProxy proxy) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PutProcess.class.getName(),
                Integer.toString(proxy.port()),
                location.toString(),
                large.toString(),
                KEY);
        builder.environment().put("AWS_ACCESS_KEY_ID", S3Server.KEY_ID);
        builder.environment().put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("put.log").toFile())
                .start();
    }

    /** Leaves an upload of one part, as another tool or an earlier version may. */
    private void begin(String bucketKey, byte[] part) {
        try (S3Client client = server.client()) {
            String id = client.createMultipartUpload(
                            request -> request.bucket(location.bucket()).key(bucketKey))
                    .uploadId();
            client.uploadPart(
                    request -> request.bucket(location.bucket())
                            .key(bucketKey)
                            .uploadId(id)
                            .partNumber(1),
                    RequestBody.fromBytes(part));
        }
    }

    private static byte[] firstPart() throws IOException {
        return Arrays.copyOf(Files.readAllBytes(medium), (int) StoreOptions.LEAST_PART_BYTES);
    }

    private List<MultipartUpload> uploads() {
        try (S3Client client = server.client()) {
            return client.listMultipartUploads(request -> request.bucket(location.bucket()))
                    .uploads();
        }
    }

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Holds the words, begins with "Cannot", and neither it nor its stack trace holds a key. */
    private static void assertMessage(Exception failure, String... words) {
        String message = failure.getMessage();
        assertTrue(message.startsWith("Cannot "), message);
        for (String word : words) {
            assertTrue(message.contains(word), () -> message + " lacks " + word);
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        for (String secret : List.of(S3Server.KEY_ID, S3Server.SECRET, S3Server.WRONG_SECRET)) {
            assertFalse(trace.toString().contains(secret), trace::toString);
        }
    }
}
