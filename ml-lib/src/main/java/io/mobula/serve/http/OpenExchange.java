package io.mobula.serve.http;

import org.jspecify.annotations.Nullable;

/** A request that waits for its answer, or for those before it to leave. */
final class OpenExchange implements Exchange {
    private final Connection connection;
    final boolean keepAlive;
    /** Set before the handler sees it. */
    boolean headOnly;
    /** Whether it is one of the listener's requests in flight. Set before the handler sees it. */
    boolean counted;

    volatile @Nullable Answer answer;
    private boolean isGone;
    private @Nullable Runnable whenGone;

    OpenExchange(Connection connection, boolean keepAlive) {
        this.connection = connection;
        this.keepAlive = keepAlive;
    }

    @Override
    public void answer(Answer given) {
        synchronized (this) {
            if (answer != null || isGone) return;
            answer = given;
            whenGone = null;
        }
        if (counted) connection.atHandlerEnded();
        connection.answered(this);
    }

    @Override
    public void onGone(Runnable action) {
        synchronized (this) {
            if (answer != null) return;
            if (!isGone) {
                whenGone = action;
                return;
            }
        }
        action.run();
    }

    void gone() {
        Runnable action;
        synchronized (this) {
            if (answer != null || isGone) return;
            isGone = true;
            action = whenGone;
        }
        if (counted) connection.atHandlerEnded();
        if (action != null) action.run();
    }
}
