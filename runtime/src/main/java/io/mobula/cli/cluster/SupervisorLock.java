package io.mobula.cli.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** At most one supervisor per folder: a lock of the system, which ends with the process that holds it, however that ends. */
final class SupervisorLock implements AutoCloseable {
    private final FileChannel channel;

    private SupervisorLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty when another process holds it. */
    static Optional<SupervisorLock> tryTake(ClusterFolder folder) {
        try {
            FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) return Optional.of(new SupervisorLock(channel));
            channel.close();
            return Optional.empty();
        } catch (IOException failed) {
            throw new CommandFailed("%s cannot be locked: %s.".formatted(folder.lock(), failed), failed);
        }
    }

    static boolean isHeld(ClusterFolder folder) {
        if (!Files.exists(folder.lock())) return false;
        Optional<SupervisorLock> mine = tryTake(folder);
        mine.ifPresent(SupervisorLock::close);
        return mine.isEmpty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new CommandFailed(
                    "The lock of the cluster's folder cannot be released: %s.".formatted(failed), failed);
        }
    }
}
