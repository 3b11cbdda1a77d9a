package io.mobula.train.checkpoint;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps a second run out of a folder; the operating system takes it from a process that dies. */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the folder. */
    static FolderLock take(Path folder) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) return new FolderLock(channel);
            close(channel);
            throw inUse(folder, null);
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw inUse(folder, e);
        } catch (IOException e) {
            close(channel);
            throw unusable("Checkpoints", folder, e);
        }
    }

    private static CheckpointException inUse(Path folder, @Nullable Throwable cause) {
        return new CheckpointException(
                Reason.FOLDER_IN_USE,
                "Checkpoints cannot be kept in " + folder
                        + ": another run writes there. Wait for its end, or take another name or folder",
                cause);
    }

    /** The folder cannot be used, in words that tell a full disk from a closed one. */
    static CheckpointException unusable(String what, Path folder, IOException e) {
        String observed = e.toString();
        if (observed.contains("No space left") || observed.contains("quota exceeded")) {
            return new CheckpointException(
                    Reason.FOLDER_FULL,
                    what + " cannot be kept in " + folder
                            + ": no space is left. Free some, keep fewer checkpoints (keepNewest, keepHighest), or take a folder on a larger disk",
                    e);
        }
        return new CheckpointException(
                Reason.FOLDER_UNUSABLE,
                what + " cannot be kept in " + folder + ": " + observed
                        + ". Give this process the right to write there, or take another folder: Checkpoints.in(…)",
                e);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel == null) return;
        try {
            channel.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(FolderLock.class).debug("Closing a lock file: {}", e.toString());
        }
    }
}
