package io.mobula.examples.digits;

/** An image is learned from where it is, and moved by a pixel: a thousand images alone are learned by heart before they are understood. What moves over the edge is lost. */
enum Move {
    STAY(0, 0),
    RIGHT(1, 0),
    LEFT(-1, 0),
    DOWN(0, 1),
    UP(0, -1);

    /** {@link #values} makes a copy at each call. */
    private static final Move[] ALL = values();

    static final int COUNT = ALL.length;

    private final int right;
    private final int down;

    Move(int right, int down) {
        this.right = right;
        this.down = down;
    }

    static Move of(int ordinal) {
        return ALL[ordinal];
    }

    int right() {
        return right;
    }

    int down() {
        return down;
    }
}
