package io.mobula.call;

import io.mobula.core.id.ProcessId;

/** What a connection is for; the first thing a dialer says beside who it is. */
public sealed interface Purpose {
    /** A purpose that only the named incarnation can serve. */
    sealed interface ToProcess extends Purpose {
        ProcessId to();
    }

    /** Carries the frames of one session. */
    sealed interface Session extends ToProcess {
        /** Counted up by the dialing process: an open whose welcome was lost can be said again, and the newest session is known. */
        long session();

        /** Highest sequence number the dialer has. */
        long received();
    }

    record Open(ProcessId to, long session) implements Session {
        @Override
        public long received() {
            return 0;
        }
    }

    record Resume(ProcessId to, long session, long received) implements Session {}

    /** Object chunks and code, out of the calls' way. */
    record Bulk(ProcessId to) implements ToProcess {}

    /** A driver or the command line asks whatever node answers. */
    record Attach() implements Purpose {}
}
