package io.mobula.session;

/** The end of a root session: once, and then nothing more is taken. */
class Closing {
    /** Of a session that ends with its task. */
    static final Closing NEVER = new Closing(() -> {}) {
        @Override
        void close() {}
    };

    private final Runnable end;
    private volatile boolean closed;

    Closing(Runnable end) {
        this.end = end;
    }

    void checkOpen() {
        if (closed) throw MobulaSession.closed();
    }

    void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        end.run();
    }
}
