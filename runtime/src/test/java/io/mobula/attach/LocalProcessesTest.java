package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LocalProcessesTest {
    @Test
    void thisProcessRunsAndOneThatEndedDoesNot() throws Exception {
        assertTrue(LocalProcesses.runs(ProcessHandle.current().pid()));
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertFalse(LocalProcesses.runs(ended.pid()));
    }

    @Test
    void aKilledProcessThatNobodyCollectsDoesNotRun() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        // The shell becomes a process that never asks for its child, so the child stays a zombie.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
        try (BufferedReader out = parent.inputReader()) {
            long child = Long.parseLong(out.readLine());
            AttachNodes.until("the child has ended", () -> !LocalProcesses.runs(child));
            assertTrue(Files.exists(Path.of("/proc/" + child)), "it was collected: this test shows nothing");
        } finally {
            parent.destroyForcibly();
        }
    }
}
