package io.mobula.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Which processes of this host run. */
final class LocalProcesses {
    private static final Path PROC = Path.of("/proc");

    private LocalProcesses() {}

    /** A killed process that its parent has not collected yet does not run: nothing of it will ever speak again. */
    static boolean runs(long pid) {
        if (!Files.isDirectory(PROC.resolve("self"))) return handleSaysItRuns(pid);
        try {
            // "pid (name) state …", and the name may have parentheses and blanks of its own
            String stat =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | IndexOutOfBoundsException e) {
            return handleSaysItRuns(pid);
        }
    }

    private static boolean handleSaysItRuns(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
