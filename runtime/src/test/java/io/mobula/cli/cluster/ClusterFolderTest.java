package io.mobula.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {
    @TempDir
    private Path dir;

    @Test
    void theTokenIsReadableByItsOwnerAlone() throws IOException {
        ClusterFolder folder = new ClusterFolder(dir.resolve("deep/c"));
        folder.initialise();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.token())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.dir())));
        assertTrue(Tokens.read(folder.token()).matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void aClusterIsNeverOverwritten() throws IOException {
        ClusterFolder folder = new ClusterFolder(dir);
        folder.initialise();
        String conf = Files.readString(folder.conf());

        CommandFailed refused = assertThrows(CommandFailed.class, folder::initialise);
        assertTrue(refused.getMessage().startsWith(dir + " holds a cluster already."), refused.getMessage());
        assertEquals(conf, Files.readString(folder.conf()));
    }

    @Test
    void twoClustersShareNeitherIdNorToken() {
        ClusterFolder one = new ClusterFolder(dir.resolve("1"));
        ClusterFolder two = new ClusterFolder(dir.resolve("2"));
        assertNotEquals(one.initialise(), two.initialise());
        assertNotEquals(Tokens.read(one.token()), Tokens.read(two.token()));
    }

    @Test
    void aLockIsHeldUntilItIsClosed() {
        ClusterFolder folder = new ClusterFolder(dir);
        assertEquals(false, SupervisorLock.isHeld(folder));
        SupervisorLock.tryTake(folder).orElseThrow().close();
        assertEquals(false, SupervisorLock.isHeld(folder));
    }
}
