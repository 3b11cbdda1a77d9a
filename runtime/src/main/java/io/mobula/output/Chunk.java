package io.mobula.output;

/**
 * A piece of a log.
 *
 * @param start offset of the first byte; beyond the offset asked for if what lay there was dropped
 * @param last nothing will ever follow
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, not looked at
public record Chunk(long start, byte[] bytes, boolean last) {
    /** Where to go on. */
    public long next() {
        return start + bytes.length;
    }
}
