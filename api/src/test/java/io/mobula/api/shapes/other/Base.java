package io.mobula.api.shapes.other;

/** A superclass in another package. */
public class Base {
    protected int hidden() {
        return 11;
    }

    public int twice(int n) {
        return 2 * n;
    }
}
