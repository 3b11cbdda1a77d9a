package io.mobula.call;

import io.mobula.api.error.ErrorCode;

/** Why an acceptor turns a connection away; each with what the dialer's side can do. */
public enum RejectCode {
    TOKEN_REFUSED(ErrorCode.TOKEN_REFUSED, "Give this process the cluster's token."),
    CLUSTER_MISMATCH(ErrorCode.CLUSTER_MISMATCH, "Check the address, or take the cluster id from that cluster."),
    CAPABILITY_REFUSED(
            ErrorCode.CONNECTION_REFUSED, "Connect again: a new session with the cluster brings its own capability."),
    VERSION_MISMATCH(ErrorCode.VERSION_MISMATCH, "Bring both sides to releases that share a protocol version."),
    TLS_REQUIRED(
            ErrorCode.TLS_REFUSED,
            "Give a program the cluster's CA with MOBULA_CA or MOBULA_DIR, and a node certificates with mobula.tls."),
    CERTIFICATE_REFUSED(
            ErrorCode.TLS_REFUSED, "Give the node a certificate of its own: `mobula cluster cert NODE --renew`."),
    STALE_INCARNATION(ErrorCode.CONNECTION_REFUSED, "Take the process from a fresh view of the cluster."),
    UNKNOWN_SESSION(ErrorCode.SESSION_CLOSED, "Open a new session."),
    PROCESS_DEAD(ErrorCode.SESSION_CLOSED, "Rejoin as a new incarnation."),
    HELLO_INVALID(ErrorCode.FRAME_INVALID, "Check that both sides run the same release."),
    NOT_READY(ErrorCode.CONNECTION_REFUSED, "Try again in a moment."),
    /** A code of a newer release. */
    OTHER(ErrorCode.CONNECTION_REFUSED, "See the acceptor's log.");

    private final ErrorCode error;
    private final String remedy;

    RejectCode(ErrorCode error, String remedy) {
        this.error = error;
        this.remedy = remedy;
    }

    public ErrorCode error() {
        return error;
    }

    public String remedy() {
        return remedy;
    }

    /** Whether the same dial may succeed later; all others will be refused for good. */
    public boolean passes() {
        return this == NOT_READY || this == OTHER;
    }
}
