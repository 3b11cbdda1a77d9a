package io.mobula.call;

import java.util.OptionalInt;

/** The protocol versions a process speaks, both ends included. */
public record VersionRange(int min, int max) {
    /** What this build speaks. */
    public static final VersionRange CURRENT = new VersionRange(1, 1);

    public VersionRange {
        if (min < 1 || max < min) throw new IllegalArgumentException("Not a version range: " + min + " to " + max);
    }

    /** The newest version that both speak. */
    public OptionalInt newestCommon(VersionRange other) {
        int newest = Math.min(max, other.max);
        return newest < Math.max(min, other.min) ? OptionalInt.empty() : OptionalInt.of(newest);
    }

    @Override
    public String toString() {
        return min == max ? "version " + min : "versions " + min + " to " + max;
    }
}
