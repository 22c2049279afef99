package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTableTest {
    private static final MountTable TABLE = MountTable.parse("""
            /dev/sda1 / ext4 rw,relatime 0 0
            tmpfs /dev/shm tmpfs rw,nosuid,noexec 0 0
            10.0.0.1@o2ib:/fs /nowhere/lustre lustre rw,flock 0 0
            host:/home /nowhere/my\\040data nfs4 rw,rw 0 0
            auto.projects /nowhere/projects autofs rw 0 0
            host:/p /nowhere/projects nfs rw 0 0
            """);

    @ParameterizedTest(name = "{0} lies on {1}")
    @CsvSource({
        "/nowhere, ext4",
        "/nowhere/lustre, lustre",
        "/nowhere/lustre/a/b, lustre",
        "/nowhere/lustre2/a, ext4",
        "/nowhere/lustre/../x, ext4",
        "/nowhere/my data/x, nfs4",
        "/nowhere/projects/x, nfs"
    })
    void longestAndLatestMountPointHolds(Path path, String type) throws IOException {
        assertEquals(type, TABLE.mountOf(path).orElseThrow().type());
    }

    @Test
    void linkLeadsToTheFileSystemBehindIt(@TempDir Path folder) throws IOException {
        Path far = Files.createDirectory(folder.resolve("far"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), far);
        MountTable table = MountTable.parse("x / ext4 rw 0 0\ny " + far.toRealPath() + " nfs rw 0 0\n");
        assertEquals("nfs", table.mountOf(link.resolve("new")).orElseThrow().type());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "tmpfs, RAM",
        "ramfs, RAM",
        "ext4, LOCAL",
        "xfs, LOCAL",
        "overlay, LOCAL",
        "fuseblk, LOCAL",
        "fuse.squashfuse, LOCAL",
        "nfs, NETWORK",
        "nfs4, NETWORK",
        "lustre, NETWORK",
        "gpfs, NETWORK",
        "beegfs, NETWORK",
        "ceph, NETWORK",
        "cifs, NETWORK",
        "smb3, NETWORK",
        "9p, NETWORK",
        "fuse, NETWORK",
        "fuse.sshfs, NETWORK",
        "fuse.s3fs, NETWORK"
    })
    void typesTellWhatTheBytesLieOn(String type, MountTable.Storage storage) {
        assertEquals(storage, MountTable.storageOf(type));
    }

    @Test
    void executionMayBeForbidden() throws IOException {
        assertFalse(TABLE.mountOf(Path.of("/dev/shm")).orElseThrow().allowsExecution());
        assertTrue(TABLE.mountOf(Path.of("/")).orElseThrow().allowsExecution());
    }

    @Test
    void withoutProcfsNothingIsKnown(@TempDir Path empty) throws IOException {
        assertTrue(MountTable.of(new FakeHost(empty).host()).mountOf(empty).isEmpty());
    }
}
