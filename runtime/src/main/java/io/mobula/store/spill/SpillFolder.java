package io.mobula.store.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A folder for this process alone, as its lock says. Confined to the writing thread. */
final class SpillFolder {
    static final String PREFIX = "spill-";
    private static final String LOCK = "lock";

    /** A disk is not filled to the last: one part in so many, at most a GiB, is left. */
    private static final int LEFT_PARTS = 20;

    private static final long LEFT_BYTES = 1L << 30;

    final Path path;
    private final Disk disk;
    private Optional<FileChannel> lock = Optional.empty();

    SpillFolder(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** Makes it usable if it is not: what an earlier process of this owner left goes. */
    void open() throws IOException {
        if (lock.isPresent()) return;
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held == null) throw new IOException("another process spills to it");
            removeLeft();
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("another store of this process spills to it", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        lock = Optional.of(channel);
    }

    private void removeLeft() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, PREFIX + "*")) {
            for (Path file : left) disk.delete(file);
        }
    }

    long roomBytes() throws IOException {
        Disk.Space space = disk.space(path);
        return Math.max(0, space.usable() - Math.min(LEFT_BYTES, space.total() / LEFT_PARTS));
    }

    /** Removes everything. */
    void close() throws IOException {
        if (lock.isEmpty()) return;
        removeLeft();
        Files.deleteIfExists(path.resolve(LOCK));
        lock.get().close();
        lock = Optional.empty();
        Files.deleteIfExists(path);
    }
}
