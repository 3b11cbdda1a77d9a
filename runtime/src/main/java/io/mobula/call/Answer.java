package io.mobula.call;

import io.mobula.core.id.ProcessId;

/** The acceptor's side of the handshake. */
public sealed interface Answer {
    /**
     * Come in.
     *
     * @param received highest sequence number the acceptor has of the session; 0 for other purposes
     */
    record Welcome(int version, ProcessId self, long received) implements Answer {}

    record Reject(RejectCode code, String text) implements Answer {}
}
