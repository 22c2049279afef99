package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import dev.croft.view.ViewPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published page in a real Chromium, which module view's {@code browser.mjs} drives, from the bucket of a real S3 server. */
class PublishedPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path WEB = Path.of(System.getProperty("croft.root"), "view", "target", "web");

    @TempDir
    private Path folder;

    @Test
    void bucketThatAnybodyMayReadShowsTheMap() throws IOException, InterruptedException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to publish");
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM + "; apt-get install chromium");
        assumeTrue(Files.isDirectory(WEB.resolve("node_modules/playwright-core")), "there is no playwright-core");
        S3Process.useKeys(true);
        try (RasterServer server = new RasterServer();
                S3Process s3 = S3Process.startPublic(folder.resolve("s3.log"))) {
            County county = new County(Files.createDirectory(folder.resolve("county")), server);
            county.change(
                    "to: bucket",
                    "to: s3://" + S3Process.BUCKET + "/maps\n  region: us-east-1\n  endpoint_url: " + s3.url());
            county.steps();
            drive(s3.url() + "/" + S3Process.BUCKET + "/maps/web/index.html", largest(county));
        } finally {
            S3Process.forgetKeys();
        }
    }

    /** The field that is drawn for certain. */
    private static long largest(County county) throws IOException {
        long largest = 0;
        double most = 0;
        try (ParquetTable table =
                ParquetTable.open(county.root().resolve("fields.parquet"), List.of("id", "area_ha"))) {
            assertTrue(table.next(Math.toIntExact(County.FIELDS.fieldCount())));
            ColumnVector ids = table.batch().column("id");
            ColumnVector areas = table.batch().column("area_ha");
            for (int row = 0; row < ids.size(); row++) {
                double hectares = areas.number(row).doubleValue();
                if (hectares > most) {
                    most = hectares;
                    largest = ids.number(row).longValue();
                }
            }
        }
        return largest;
    }

    private void drive(String address, long field) throws IOException, InterruptedException {
        Path screenshots = Files.createDirectories(Path.of("target", "screenshots"));
        ObjectNode job = new ObjectMapper()
                .createObjectNode()
                .put("address", address)
                .put("published", true)
                .put("chromium", CHROMIUM.toString())
                .put("profile", folder.resolve("profile").toString())
                .put("screenshots", screenshots.toAbsolutePath().toString());
        job.putArray("years").add(2020).add(2021);
        job.put("field", field);
        Path told = Files.writeString(folder.resolve("job.json"), job.toString());
        Path said = folder.resolve("said.txt");
        Process node = new ProcessBuilder(
                        "node", WEB.resolve("test/browser.mjs").toString(), told.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertTrue(node.waitFor(300, TimeUnit.SECONDS), "the browser is still busy");
        } finally {
            node.destroyForcibly();
        }
        assertEquals(0, node.exitValue(), Files.readString(said));
    }
}
