package io.mobula.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import java.util.function.BooleanSupplier;

/** A process's way to other processes. */
public interface Links {
    /** One that has none: an embedded node. */
    Links NONE = new Links() {
        @Override
        public void send(ProcessId to, Message message) {
            throw new IllegalStateException("an embedded node knows no " + to);
        }

        @Override
        public boolean await(ProcessId peer, BooleanSupplier done, long deadlineNanos) {
            return false;
        }
    };

    /** In order, exactly once while both live. Never blocks for long. */
    void send(ProcessId to, Message message);

    /**
     * Reads the session with {@code peer} on this thread until {@code done} holds.
     *
     * @return false if there is no such session, or at the deadline
     */
    boolean await(ProcessId peer, BooleanSupplier done, long deadlineNanos) throws InterruptedException;
}
