package io.mobula.call;

/**
 * The bounds of one session.
 *
 * @param maxFrameBytes a longer frame is refused by its sender; a peer that announces one is refused
 * @param windowBytes unacknowledged bytes above which {@code send} blocks callers outside the handler
 * @param hardBoundBytes unacknowledged bytes above which the session ends: the handler answers faster than the peer ever reads
 */
public record SessionLimits(int maxFrameBytes, long windowBytes, long hardBoundBytes) {
    private static final int HARD_BOUND_WINDOWS = 4;

    public static final SessionLimits DEFAULT = of(64 << 20, 64L << 20);

    public SessionLimits {
        if (maxFrameBytes < 1 || windowBytes < 2L * Chunk.BYTES || hardBoundBytes < windowBytes)
            throw new IllegalArgumentException("Session limits: a frame of at least 1 byte, a window of at least "
                    + 2 * Chunk.BYTES + " bytes, a hard bound not below it");
    }

    /** Hard bound: four windows, and never so little that one frame beyond a full window ends the session. */
    public static SessionLimits of(int maxFrameBytes, long windowBytes) {
        return new SessionLimits(maxFrameBytes, windowBytes, HARD_BOUND_WINDOWS * Math.max(windowBytes, maxFrameBytes));
    }

    /**
     * Received and not yet handled: all that a peer within its hard bound can have sent, and one frame. A peer may keep to the defaults where this end has a
     * smaller window: a driver reads no settings.
     */
    int maxBufferedBytes() {
        long peerBound = Math.max(hardBoundBytes, DEFAULT.hardBoundBytes);
        return (int) Math.min(Integer.MAX_VALUE - 8, peerBound + maxFrameBytes);
    }
}
