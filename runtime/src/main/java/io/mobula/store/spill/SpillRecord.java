package io.mobula.store.spill;

import java.nio.file.Path;

/** Where one object's bytes are on disk, and the checksum of each of their MiBs. */
public final class SpillRecord {
    final SpillFile file;
    final long offset;
    final long sizeBytes;
    final int[] checksums;

    SpillRecord(SpillFile file, long offset, long sizeBytes, int[] checksums) {
        this.file = file;
        this.offset = offset;
        this.sizeBytes = sizeBytes;
        this.checksums = checksums;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    public Path path() {
        return file.path;
    }
}
