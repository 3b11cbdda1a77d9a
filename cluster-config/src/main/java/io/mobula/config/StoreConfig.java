package io.mobula.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Object bytes of one process.
 *
 * @param memoryBytes for objects larger than the inline limit
 * @param inlineLimitBytes up to this, a value travels within messages
 * @param argumentShare of the memory: what stored arguments of tasks may take at once
 * @param arenaFolder in memory, for the file in which objects lie; empty when switched off
 * @param patience how long a put or a fetch may wait for room
 */
public record StoreConfig(
        long memoryBytes,
        int inlineLimitBytes,
        double argumentShare,
        Optional<Path> arenaFolder,
        Duration patience,
        Spill spill) {
    /**
     * Objects on disk.
     *
     * @param capacityBytes of all folders together; 0 switches it off
     */
    public record Spill(List<Path> folders, long capacityBytes) {
        public Spill {
            folders = List.copyOf(folders);
        }
    }

    public long argumentBytes() {
        return (long) (memoryBytes * argumentShare);
    }
}
