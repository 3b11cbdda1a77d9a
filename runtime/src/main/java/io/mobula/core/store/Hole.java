package io.mobula.core.store;

import org.jspecify.annotations.Nullable;

/** A free range, in the list of those of about its length. */
final class Hole {
    final long offset;
    final long length;

    @Nullable
    Hole newer;

    @Nullable
    Hole older;

    Hole(long offset, long length) {
        this.offset = offset;
        this.length = length;
    }

    long end() {
        return offset + length;
    }
}
