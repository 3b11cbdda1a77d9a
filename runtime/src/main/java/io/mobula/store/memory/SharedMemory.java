package io.mobula.store.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An arena as another process of the same user finds it.
 *
 * @param file of the daemon's open file: it has no name any more, so nothing is left of it when its processes are gone
 */
public record SharedMemory(Path file, long capacityBytes) {
    /** Maps it, read-only. What is read there must be pinned at the daemon, under this process's id. */
    public MemorySegment map(Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, capacityBytes, arena);
        }
    }
}
