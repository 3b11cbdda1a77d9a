package io.mobula.call;

/**
 * The receiving half of a session's state: each sequence number once, in order (SES-1), and when the peer must hear of it.
 *
 * <p>Pure: no IO, no clock. Thread safety: changed under the session's reading role; {@link #received} may be read by any thread.
 */
final class Inbound {
    /** Frames taken since the peer last heard of it. */
    static final int ACK_AFTER_FRAMES = 512;

    /** Bytes taken since the peer last heard of it. */
    static final long ACK_AFTER_BYTES = 1 << 20;

    enum Verdict {
        NEXT,
        /** Resent although it had arrived. */
        DUPLICATE,
        /** Frames are missing before it, which no honest peer does. */
        GAP
    }

    private volatile long received;
    private volatile long announced;
    private long bytesSinceAnnounced;

    Verdict offer(long sequence, int bytes) {
        long expected = received + 1;
        if (sequence > expected) return Verdict.GAP;
        if (sequence < expected) return Verdict.DUPLICATE;
        received = sequence;
        bytesSinceAnnounced += bytes;
        return Verdict.NEXT;
    }

    long received() {
        return received;
    }

    /** A frame that carries {@code sequence} as acknowledged was appended. */
    void announced(long sequence) {
        if (sequence > announced) announced = sequence;
    }

    /** Whether the peer does not yet know all that has arrived. */
    boolean owesAck() {
        return received > announced;
    }

    /** Whether so much has arrived unannounced that an acknowledgement may not wait for a frame to ride on. Asked by the reader, which then sends one. */
    boolean ackDue() {
        boolean due = received - announced >= ACK_AFTER_FRAMES || bytesSinceAnnounced >= ACK_AFTER_BYTES;
        if (due || !owesAck()) bytesSinceAnnounced = 0;
        return due && owesAck();
    }
}
