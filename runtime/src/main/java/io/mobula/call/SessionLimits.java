package io.mobula.call;

/**
 * The bounds of one session.
 *
 * @param maxFrameBytes a longer frame is refused by its sender; a peer that announces one is refused
 * @param windowBytes unacknowledged bytes above which {@code send} blocks callers outside the handler
 * @param hardBoundBytes unacknowledged bytes above which the session ends: the handler answers faster than the peer ever reads
 */
public record SessionLimits(int maxFrameBytes, long windowBytes, long hardBoundBytes) {
    public static final SessionLimits DEFAULT = new SessionLimits(64 << 20, 64L << 20, 256L << 20);

    public SessionLimits {
        if (maxFrameBytes < 1 || windowBytes < 2L * Chunk.BYTES || hardBoundBytes < windowBytes)
            throw new IllegalArgumentException("Session limits: a frame of at least 1 byte, a window of at least "
                    + 2 * Chunk.BYTES + " bytes, a hard bound not below it");
    }

    /** Received and not yet handled: all that a peer within its hard bound can have sent, and one frame. */
    int maxBufferedBytes() {
        return (int) Math.min(Integer.MAX_VALUE - 8, hardBoundBytes + maxFrameBytes);
    }
}
