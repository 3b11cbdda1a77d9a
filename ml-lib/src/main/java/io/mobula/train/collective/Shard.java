package io.mobula.train.collective;

/**
 * A rank's part of an array.
 *
 * @param from its first index
 * @param to the index behind its last
 */
public record Shard(int from, int to) {
    public Shard {
        if (from < 0 || to < from) throw new IllegalArgumentException("A shard from " + from + " to " + to);
    }

    /** The part of {@code rank} where {@code length} values are cut into {@code size} parts whose lengths differ by at most one. */
    public static Shard of(int length, int rank, int size) {
        return new Shard(cut(length, rank, size), cut(length, rank + 1, size));
    }

    public int length() {
        return to - from;
    }

    /** The {@code index}-th of {@code count} parts of this part, as even as can be. */
    Shard part(int index, int count) {
        return new Shard(from + cut(length(), index, count), from + cut(length(), index + 1, count));
    }

    private static int cut(int length, int part, int parts) {
        return (int) ((long) length * part / parts);
    }
}
