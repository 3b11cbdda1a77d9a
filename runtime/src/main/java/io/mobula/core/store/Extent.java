package io.mobula.core.store;

/** A range of an arena, in bytes. */
public record Extent(long offset, long length) {
    public long end() {
        return offset + length;
    }
}
