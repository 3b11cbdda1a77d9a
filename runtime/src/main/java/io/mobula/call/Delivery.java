package io.mobula.call;

/** Marks threads that are inside a handler: they read for everybody, so they may wait for no window. */
final class Delivery {
    private int depth;
    private static final ThreadLocal<Delivery> CURRENT = ThreadLocal.withInitial(Delivery::new);

    private Delivery() {}

    /** Each call is followed by {@link #end} on the same thread. */
    static Delivery begin() {
        Delivery delivery = CURRENT.get();
        delivery.depth++;
        return delivery;
    }

    void end() {
        depth--;
    }

    static boolean isUnderWay() {
        return CURRENT.get().depth > 0;
    }
}
