package io.mobula.train.collective;

/**
 * How far a rank has come with its collective calls.
 *
 * @param call the newest call, {@code all-reduce 17 (25,000,000 elements)}; empty before the first
 * @param sequence its number, from 1
 * @param inside whether the rank is in it still
 */
public record Position(String call, long sequence, Inside inside) {
    /** Where the rank's thread is. */
    public enum Inside {
        CALL,
        OWN_CODE
    }

    static final Position START = new Position("", 0, Inside.OWN_CODE);
}
