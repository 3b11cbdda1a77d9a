package io.mobula.api;

import io.mobula.api.resource.Bytes;

/**
 * How far the producer of a stream may be ahead of its consumer. One element may always wait, however large it is.
 *
 * @param elements emitted and not yet taken, 1 to {@value #MOST_ELEMENTS}
 * @param size of these elements together
 */
public record StreamBuffer(int elements, Bytes size) {
    /** 64 elements, 16 MiB. */
    public static final StreamBuffer DEFAULT = new StreamBuffer(64, Bytes.mebi(16));

    public static final int MOST_ELEMENTS = 100_000;

    public StreamBuffer {
        if (elements < 1 || elements > MOST_ELEMENTS) {
            throw new IllegalArgumentException(
                    "elements is " + elements + ": a stream's buffer holds 1 to " + MOST_ELEMENTS);
        }
        if (size.count() < 1) throw new IllegalArgumentException("size is " + size + ": it must be positive");
    }

    /** So many elements, together up to 16 MiB. */
    public static StreamBuffer of(int elements) {
        return new StreamBuffer(elements, DEFAULT.size);
    }

    public StreamBuffer size(Bytes together) {
        return new StreamBuffer(elements, together);
    }
}
