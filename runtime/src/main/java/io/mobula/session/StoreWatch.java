package io.mobula.session;

/** Told of what becomes of values too large for messages, on the thread that learned it. Must be quick, and throws nothing. */
public interface StoreWatch {
    StoreWatch NONE = new StoreWatch() {
        @Override
        public void fetched(String object, long bytes, long startNanos, Arrival arrival) {}

        @Override
        public void refused(String why) {}
    };

    enum Arrival {
        CAME,
        FAILED
    }

    /** It was asked for elsewhere. */
    void fetched(String object, long bytes, long startNanos, Arrival arrival);

    /** The store had no room. */
    void refused(String why);
}
