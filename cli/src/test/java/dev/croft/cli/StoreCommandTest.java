package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code croft store} with folders; buckets are tested where they are made. */
class StoreCommandTest {
    @TempDir
    private Path folder;

    private Path tiles;
    private Path years;
    private Path store;

    @BeforeEach
    void makeFiles() throws IOException {
        tiles = Files.writeString(folder.resolve("fields.tiles"), "123456789");
        years = Files.writeString(folder.resolve("years.json"), "{}");
        store = folder.resolve("store");
    }

    @Test
    void filesArePutAndListed() {
        CroftRun put = CroftRun.of("store", "put", tiles, years, store, "--progress", "off");
        assertEquals(0, put.exitCode(), put::err);
        assertTrue(put.out().contains("put      fields.tiles: 9 bytes, verified in " + store), put::out);
        CroftRun listed = CroftRun.of("store", "list", store);
        assertEquals(0, listed.exitCode(), listed::err);
        List<String> lines = listed.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(0).matches(" {13}9  \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  fields\\.tiles"),
                listed::out);
    }

    @Test
    void requestsThatCannotBeMetNameAllThatIsWrong() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("years.json"), "[]");
        CroftRun run = CroftRun.of(
                "store",
                "put",
                folder.resolve("absent"),
                years,
                other.resolve("years.json"),
                store,
                "--progress",
                "off");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("absent: it does not exist") && run.err().contains("the same key"), run::err);
        assertTrue(Files.notExists(store));
        assertEquals(2, CroftRun.of("store", "put", years).exitCode());
        for (Object location : List.of("gs://bucket", "s3:/bucket", "s3://", "ftp:/x", folder.resolve("none"), years)) {
            CroftRun listed = CroftRun.of("store", "list", location);
            assertEquals(2, listed.exitCode(), listed::err);
            assertTrue(listed.err().contains(location.toString()), listed::err);
        }
        for (Path location : List.of(years, years.resolve("below"))) {
            CroftRun onFile = CroftRun.of("store", "put", years, location, "--progress", "off");
            assertEquals(2, onFile.exitCode(), onFile::err);
            assertTrue(onFile.err().contains("years.json is a file"), onFile::err);
        }
        CroftRun secret = CroftRun.of("store", "list", "s3://bucket", "--endpoint-url", "https://me:hunter2@host");
        assertEquals(2, secret.exitCode());
        assertTrue(!secret.err().contains("hunter2"), secret::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields.pmtiles", "zonal.parquet"})
    void nothingIsPutBesideAFileThatIsNotValid(String name) throws IOException {
        Path broken = Files.writeString(folder.resolve(name), "123456789");
        CroftRun run = CroftRun.of("store", "put", years, broken, store, "--progress", "off");
        assertEquals(5, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("Cannot put " + broken), run::err);
        assertTrue(Files.notExists(store));
    }

    @Test
    void copyIsCheckedAgainstItsManifest() throws IOException {
        assertEquals(
                0,
                CroftRun.of("store", "put", tiles, years, store, "--progress", "off")
                        .exitCode());
        CroftRun printed = CroftRun.of("store", "manifest", store);
        assertTrue(printed.out().startsWith("crc32c:e3069283  9  fields.tiles\n"), printed::out);
        Path list = store.resolve("manifest.txt");
        assertEquals(0, CroftRun.of("store", "manifest", store, "--out", list).exitCode());
        assertEquals(printed.out(), Files.readString(list));
        assertEquals(0, CroftRun.of("store", "manifest", store, "--check", list).exitCode());
        Files.writeString(store.resolve("years.json"), "[]");
        CroftRun differs = CroftRun.of("store", "manifest", store, "--check", list);
        assertEquals(5, differs.exitCode());
        assertTrue(differs.out().startsWith("DIFFERS  years.json reads as crc32c:"), differs::out);
        assertEquals(2, CroftRun.of("store", "manifest", tiles).exitCode());
    }
}
