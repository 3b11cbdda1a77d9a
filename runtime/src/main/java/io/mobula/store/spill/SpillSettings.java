package io.mobula.store.spill;

import io.mobula.api.resource.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * @param folders not empty; each gets a folder of its own within
 * @param owner names that folder: the same for every start of a node, and no other node's
 * @param capacity of all files together
 * @param retry how long a folder that refused is left alone
 */
public record SpillSettings(List<Path> folders, String owner, Bytes capacity, Duration retry, Disk disk) {
    public static final Duration RETRY = Duration.ofSeconds(30);

    public SpillSettings {
        folders = List.copyOf(folders);
    }

    public static SpillSettings of(List<Path> folders, String owner, Bytes capacity) {
        return new SpillSettings(folders, owner, capacity, RETRY, Disk.REAL);
    }
}
