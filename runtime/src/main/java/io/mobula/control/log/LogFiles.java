package io.mobula.control.log;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ratis.util.MD5FileUtil;

/** The files of a replica, looked at before Ratis opens them: what it cannot use it may take for something that was never finished. */
final class LogFiles {
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot\\.\\d+_\\d+");
    private static final Pattern FILE_NAMED =
            Pattern.compile("(log_(?:inprogress_)?\\d+(?:-\\d+)?|snapshot\\.\\d+_\\d+)");

    private LogFiles() {}

    /** The newest snapshot has the sum that was written beside it. */
    static void requireWhole(Path folder) throws IOException {
        Path raft = folder.resolve("raft");
        if (!Files.isDirectory(raft)) return;
        List<Path> snapshots;
        try (Stream<Path> files = Files.walk(raft)) {
            snapshots = files.filter(file ->
                            SNAPSHOT.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
        for (Path snapshot : snapshots) {
            // Without its sum it was never finished, and is not used.
            if (!Files.exists(snapshot.resolveSibling(snapshot.getFileName() + MD5FileUtil.MD5_SUFFIX))) continue;
            try {
                MD5FileUtil.verifySavedMD5(snapshot.toFile(), MD5FileUtil.computeMd5ForFile(snapshot.toFile()));
            } catch (IOException e) {
                throw damaged(folder, "its snapshot " + snapshot.getFileName() + " is damaged: " + e.getMessage(), e);
            }
        }
    }

    static StartException cut(Path folder, long last, long reached) {
        return damaged(
                folder,
                "its files in " + folder.resolve("raft") + " end with entry " + last + ", and entry " + reached
                        + " was applied: the last log file was cut",
                null);
    }

    /** What Ratis could not open, with the file if it named one. */
    static StartException damaged(Path folder, Exception cause) {
        Optional<String> file = Optional.empty();
        Throwable deepest = cause;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            deepest = t;
            Matcher named = FILE_NAMED.matcher(String.valueOf(t.getMessage()));
            if (file.isEmpty() && named.find()) file = Optional.of(named.group(1));
        }
        if (file.isEmpty() && !isDamage(cause)) return StorageFolder.unreadable(folder, cause);
        String where = file.map(name -> "its file " + name).orElseGet(() -> "one of its files " + logs(folder));
        return damaged(folder, where + " is damaged: " + deepest, cause);
    }

    /** Ratis does not say which. */
    private static String logs(Path folder) {
        try (Stream<Path> files = Files.walk(folder.resolve("raft"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("log_"))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "in " + folder;
        }
    }

    private static boolean isDamage(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String type = t.getClass().getSimpleName();
            if (type.contains("Checksum") || type.contains("Corrupt") || type.contains("InvalidProtocolBuffer"))
                return true;
        }
        return false;
    }

    private static StartException damaged(
            Path folder, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = "The control log in " + folder + " cannot be opened: " + what
                + ". With other replicas, move the folder away and start again: the node is given the log anew, under another id. Without, restore the folder from a copy.";
        return new StartException(ErrorCode.CONTROL_LOG_DAMAGED, message, cause);
    }
}
