package io.mobula.store.spill;

import java.nio.file.Path;

/** One file, for one object or many. Counts are guarded by {@link SpillFiles}. */
final class SpillFile {
    final Path path;
    final long sizeBytes;

    /** Records in it that somebody needs. */
    int live;

    SpillFile(Path path, long sizeBytes, int live) {
        this.path = path;
        this.sizeBytes = sizeBytes;
        this.live = live;
    }
}
