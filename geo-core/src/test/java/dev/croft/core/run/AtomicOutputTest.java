package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {
    private static final Recipe RECIPE = Recipe.of("zonal", 1).with("band", 1);

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private AtomicOutput open(String name, Overwrite overwrite, Path... inputs) throws IOException {
        return AtomicOutput.to(folder.resolve(name), overwrite, List.of(inputs));
    }

    private void make(String name, String text) throws IOException {
        try (AtomicOutput output = open(name, Overwrite.OWN_OUTPUTS)) {
            Files.writeString(output.path(), text);
            output.commit(RECIPE);
        }
    }

    @Test
    void placeThatTakesNoFileIsToldByTheNameThatWasAskedFor() {
        String name = "a".repeat(250); // a name of its own may be so long, with that of the process it is too long
        IOException failure = assertThrows(IOException.class, () -> open(name, Overwrite.OWN_OUTPUTS));
        assertTrue(failure.getMessage().startsWith("Cannot write " + folder.resolve(name)), failure.getMessage());
        assertFalse(failure.getMessage().contains("croft-tmp"), failure.getMessage());
    }

    @Test
    void fileHasItsNameOnlyAfterCommit() throws IOException {
        try (AtomicOutput output = open("a.parquet", Overwrite.OWN_OUTPUTS)) {
            Files.writeString(output.path(), "whole");
            assertEquals(List.of(".a.parquet." + ProcessMark.own(Host.local()) + ".croft-tmp"), names());
            output.commit();
        }
        assertEquals(List.of("a.parquet"), names());
        assertEquals("whole", Files.readString(folder.resolve("a.parquet")));
    }

    @Test
    void whatADeadProcessLeftOfTheSameTargetGoes() throws IOException {
        ProcessMark own = ProcessMark.own(Host.local());
        assumeFalse(
                own.host().equals("localhost") || own.namespace().equals("0"), "the host cannot be told from others");
        long dead = 999_999_999;
        String gone = new ProcessMark(dead, "17", own.namespace(), own.host()).toString();
        String recycled = new ProcessMark(own.pid(), "17", own.namespace(), own.host()).toString();
        for (String mark : List.of(gone, gone + "+1", recycled)) {
            Files.writeString(folder.resolve(".a.parquet." + mark + ".croft-tmp"), "half");
        }
        String elsewhere = new ProcessMark(dead, "17", own.namespace(), own.host() + "2").toString();
        String contained = new ProcessMark(dead, "17", "1" + own.namespace(), own.host()).toString();
        List<String> kept = new ArrayList<>(List.of(
                ".a.parquet." + own + "+7.croft-tmp",
                ".a.parquet." + elsewhere + ".croft-tmp",
                ".a.parquet." + contained + ".croft-tmp",
                ".a.parquet.4711.croft-tmp",
                ".b.parquet." + gone + ".croft-tmp",
                ".a.parquet." + gone + ".csv",
                "a.parquet",
                "a.parquet.croft.json"));
        for (String name : kept) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.delete(folder.resolve("a.parquet"));
        make("a.parquet", "whole");
        Collections.sort(kept);
        assertEquals(kept, names());
    }

    @Test
    void receiptLiesBesideTheOutput() throws IOException {
        make("a.parquet", "whole");
        assertEquals(List.of("a.parquet", "a.parquet.croft.json"), names());
    }

    @Test
    void closedWithoutCommitNothingIsLeft() throws IOException {
        try (AtomicOutput output = open("a.parquet", Overwrite.OWN_OUTPUTS)) {
            Files.writeString(output.path(), "half");
        }
        assertEquals(List.of(), names());
    }

    @Test
    void writerMayReplaceTheTemporaryFile() throws IOException {
        try (AtomicOutput output = open("a.parquet", Overwrite.OWN_OUTPUTS)) {
            Files.delete(output.path());
            Files.writeString(output.path(), "new");
            output.commit(RECIPE);
        }
        assertEquals("new", Files.readString(folder.resolve("a.parquet")));
    }

    @Test
    void failedJobKeepsTheOldOutput() throws IOException {
        make("a.parquet", "old");
        try (AtomicOutput output = open("a.parquet", Overwrite.OWN_OUTPUTS)) {
            Files.writeString(output.path(), "half");
        }
        assertEquals("old", Files.readString(folder.resolve("a.parquet")));
        assertTrue(Receipt.freshness(folder.resolve("a.parquet"), RECIPE).isCurrent());
    }

    @Test
    void ownOutputIsReplaced() throws IOException {
        make("a.parquet", "old");
        make("a.parquet", "newer");
        assertEquals("newer", Files.readString(folder.resolve("a.parquet")));
    }

    @Test
    void somebodysFileIsReplacedOnlyWhenAsked() throws IOException {
        Files.writeString(folder.resolve("mine.csv"), "precious");
        String message = refusal("mine.csv", Overwrite.OWN_OUTPUTS);
        assertTrue(message.contains("mine.csv") && message.contains("it has no receipt"), message);
        assertTrue(message.contains("--overwrite"), message);
        try (AtomicOutput output = open("mine.csv", Overwrite.ANYTHING)) {
            Files.writeString(output.path(), "new");
            output.commit();
        }
        assertEquals("new", Files.readString(folder.resolve("mine.csv")));
    }

    @Test
    void outputThatWasExchangedIsSomebodysFile() throws IOException {
        make("a.parquet", "old");
        Files.writeString(folder.resolve("a.parquet"), "edited by hand");
        assertTrue(refusal("a.parquet", Overwrite.OWN_OUTPUTS).contains("has 14 bytes, its receipt says 3"));
    }

    @Test
    void commitWithoutRecipeRemovesAReceiptThatNoLongerHolds() throws IOException {
        make("a.parquet", "old");
        try (AtomicOutput output = open("a.parquet", Overwrite.OWN_OUTPUTS)) {
            output.commit();
        }
        assertEquals(List.of("a.parquet"), names());
    }

    @Test
    void inputIsNeverReplaced() throws IOException {
        make("a.parquet", "data");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.parquet"));
        String message = refusal("a.parquet", Overwrite.ANYTHING, link);
        assertTrue(message.contains("it is an input of the same job"), message);
        assertTrue(
                refusal("link", Overwrite.ANYTHING, folder.resolve("a.parquet")).contains("input of the same job"));
    }

    @Test
    void folderAndMissingFolderAreRefused() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        assertTrue(refusal("sub", Overwrite.ANYTHING).contains("it is a folder"));
        assertTrue(refusal("/", Overwrite.ANYTHING).startsWith("Cannot write /: it is a folder"));
        assertTrue(refusal("absent/a.parquet", Overwrite.ANYTHING).contains("create it first"));
    }

    @Test
    void folderWithoutPermissionIsRefused() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere");
        Path locked = Files.createDirectory(
                folder.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assertTrue(refusal("locked/a.parquet", Overwrite.ANYTHING).contains("no permission"));
        assertTrue(Files.isDirectory(locked));
    }

    private String refusal(String name, Overwrite overwrite, Path... inputs) throws IOException {
        List<String> before = names();
        String message = assertThrows(ConfigurationException.class, () -> open(name, overwrite, inputs))
                .getMessage();
        assertTrue(message.startsWith("Cannot "), message);
        assertEquals(before, names());
        return message;
    }

    @Test
    void checkFindsTheSameWithoutWriting() throws IOException {
        Problems problems = new Problems();
        AtomicOutput.check(folder.resolve("fine.parquet"), Overwrite.OWN_OUTPUTS, List.of(), problems);
        problems.throwIfAny();
        AtomicOutput.check(folder, Overwrite.OWN_OUTPUTS, List.of(), problems);
        assertThrows(ConfigurationException.class, problems::throwIfAny);
        assertEquals(List.of(), names());
    }

    @Test
    void linkStaysALink() throws IOException {
        make("real.parquet", "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.parquet"), folder.resolve("real.parquet"));
        make("latest.parquet", "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(folder.resolve("real.parquet")));
    }

    @Test
    void twoOutputsOfOneNameDoNotMix() throws IOException {
        try (AtomicOutput first = open("a.parquet", Overwrite.OWN_OUTPUTS);
                AtomicOutput second = open("a.parquet", Overwrite.OWN_OUTPUTS)) {
            Files.writeString(first.path(), "first");
            Files.writeString(second.path(), "second");
            first.commit();
            second.commit();
        }
        assertEquals("second", Files.readString(folder.resolve("a.parquet")));
        assertEquals(List.of("a.parquet"), names());
    }

    @Test
    void removedOutputCannotBeCommitted() throws IOException {
        AtomicOutput output = open("a.parquet", Overwrite.OWN_OUTPUTS);
        output.close();
        assertThrows(CancelledException.class, output::commit);
        assertFalse(Files.exists(folder.resolve("a.parquet")));
    }

    @Test
    void killedBetweenOutputAndReceiptTheOutputIsStillOurs() throws IOException {
        // As on disk when the process dies after the first of the two renames, with a receipt of the run before.
        make("a.parquet", "old");
        Path target = folder.resolve("a.parquet");
        Path fresh = Files.writeString(folder.resolve("fresh"), "new");
        Recipe recipe = RECIPE.with("band", 2);
        Files.writeString(
                Receipt.pendingPathFor(target), ReceiptJson.write(Receipt.describing(fresh, recipe, new TreeMap<>())));
        assertTrue(Receipt.freshness(target, RECIPE).isCurrent(), "before the rename the old receipt holds");
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        assertTrue(Receipt.freshness(target, recipe).isCurrent(), "after it the new one");
        make("a.parquet", "newest");
        assertEquals(List.of("a.parquet", "a.parquet.croft.json"), names());
    }

    @Test
    void killedBetweenOutputAndReceiptTheReceiptGetsItsNameWhenSettled() throws IOException {
        make("a.parquet", "whole");
        Files.move(Receipt.pathFor(folder.resolve("a.parquet")), Receipt.pendingPathFor(folder.resolve("a.parquet")));
        AtomicOutput.settle(folder.resolve("a.parquet"));
        assertEquals(List.of("a.parquet", "a.parquet.croft.json"), names());
        assertTrue(Receipt.freshness(folder.resolve("a.parquet"), RECIPE).isCurrent());
    }

    @Test
    void killedBeforeTheOutputGotItsNameTheOldReceiptStays() throws IOException {
        make("a.parquet", "other");
        Path receipt = Receipt.pathFor(folder.resolve("a.parquet"));
        Files.move(receipt, Receipt.pendingPathFor(folder.resolve("a.parquet")));
        make("a.parquet", "whole");
        make("b.parquet", "other");
        Files.move(Receipt.pathFor(folder.resolve("b.parquet")), Receipt.pendingPathFor(folder.resolve("a.parquet")));
        Files.delete(folder.resolve("b.parquet"));
        AtomicOutput.settle(folder.resolve("a.parquet"));
        assertEquals(List.of("a.parquet", "a.parquet.croft.json"), names());
        assertTrue(Receipt.freshness(folder.resolve("a.parquet"), RECIPE).isCurrent());
    }

    @Test
    void settlingRemovesWhatADeadProcessLeftAndNothingElse() throws IOException {
        ProcessMark own = ProcessMark.own(Host.local());
        assumeFalse(
                own.host().equals("localhost") || own.namespace().equals("0"), "the host cannot be told from others");
        String gone = new ProcessMark(999_999_999, "17", own.namespace(), own.host()).toString();
        Files.writeString(folder.resolve(".a.parquet." + gone + ".croft-tmp"), "half");
        String kept = ".a.parquet." + own + ".croft-tmp";
        Files.writeString(folder.resolve(kept), "of somebody at work");
        AtomicOutput.settle(folder.resolve("a.parquet"));
        assertEquals(List.of(kept), names());
        AtomicOutput.settle(folder.resolve("none/a.parquet"));
    }

    private void link(Path input, String name) throws IOException {
        try (AtomicOutput output = open(name, Overwrite.OWN_OUTPUTS)) {
            output.commitLink(input, RECIPE, new TreeMap<>(Map.of("made", "now")));
        }
    }

    @Test
    void aLinkIsTheInputUnderAnotherName() throws IOException {
        Path input = Files.writeString(folder.resolve("input.tif"), "cells");
        link(input, "output.tif");
        assertTrue(Files.isSameFile(input, folder.resolve("output.tif")));
        assertEquals(List.of("input.tif", "output.tif", "output.tif.croft.json"), names());
        assertTrue(Receipt.freshness(folder.resolve("output.tif"), RECIPE).isCurrent());
        assertTrue(Files.readString(folder.resolve("output.tif.croft.json")).contains("\"made\" : \"now\""));
    }

    @Test
    void aLinkMadeAgainLeavesNoOtherName() throws IOException {
        Path input = Files.writeString(folder.resolve("input.tif"), "cells");
        link(input, "output.tif");
        link(input, "output.tif");
        assertEquals(List.of("input.tif", "output.tif", "output.tif.croft.json"), names());
    }

    @Test
    void aChangedInputMakesItsLinkStale() throws IOException {
        Path input = Files.writeString(folder.resolve("input.tif"), "cells");
        link(input, "output.tif");
        Files.writeString(input, "CELLS");
        Files.setLastModifiedTime(input, FileTime.fromMillis(1_000_000));
        assertFalse(Receipt.freshness(folder.resolve("output.tif"), RECIPE).isCurrent());
    }

    @Test
    void aFileThatCannotBeLinkedCanBeCopied() throws IOException {
        Path input = Files.createDirectory(folder.resolve("input"));
        try (AtomicOutput output = open("output.tif", Overwrite.OWN_OUTPUTS)) {
            // No file system links folders.
            assertThrows(AtomicOutput.LinkException.class, () -> output.commitLink(input, RECIPE, new TreeMap<>()));
            Path file = Files.writeString(folder.resolve("input.tif"), "cells");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            output.commitCopy(file, RECIPE, new TreeMap<>());
        }
        assertEquals("cells", Files.readString(folder.resolve("output.tif")));
        assertTrue(Receipt.freshness(folder.resolve("output.tif"), RECIPE).isCurrent());
        assertEquals(List.of("input", "input.tif", "output.tif", "output.tif.croft.json"), names());
    }
}
