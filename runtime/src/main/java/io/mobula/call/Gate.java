package io.mobula.call;

import io.mobula.core.id.ProcessId;

/** Decides who may come in. Called on the connection's own thread, within the handshake's deadline. */
@FunctionalInterface
public interface Gate {
    Verdict admit(Hello hello);

    sealed interface Verdict {
        /**
         * Comes in.
         *
         * @param self who answers here
         */
        record Admitted(ProcessId self) implements Verdict {}

        record Rejected(RejectCode code, String text) implements Verdict {}
    }
}
