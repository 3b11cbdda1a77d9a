package io.mobula.call;

import java.nio.ByteBuffer;

/**
 * Bytes of one connection to whole frames. Bytes may be added while a frame is out with the handler: what is buffered is the queue of a session whose writer has
 * to read (SES-3).
 *
 * <p>Pure: no IO. Thread safety: the session's reading role.
 */
final class FrameReader {
    private static final int INITIAL = 128 * 1024;
    private static final int MIN_SPACE = 16 * 1024;

    /** Of a buffer on the heap, which the JDK copies through as much memory outside it as is asked for at once. */
    private static final int HEAP_SLICE = 256 * 1024;

    private final SessionLimits limits;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL);
    private ByteBuffer view = buffer.duplicate();
    private int parsed;
    private int end;
    private boolean handedOut;
    private long sequence;
    private long acknowledged;

    FrameReader(SessionLimits limits) {
        this.limits = limits;
    }

    /** Where to put bytes; {@link #filled} takes note of them. */
    ByteBuffer space() throws FrameInvalidException {
        if (buffer.capacity() - end < MIN_SPACE) makeRoom();
        int limit = buffer.isDirect() ? buffer.capacity() : Math.min(buffer.capacity(), end + HEAP_SLICE);
        return buffer.limit(limit).position(end);
    }

    void filled() {
        end = buffer.position();
    }

    private void makeRoom() throws FrameInvalidException {
        int kept = end - parsed;
        buffer.limit(end).position(parsed);
        // The handler's frame lies in this buffer: its bytes must stay where they are.
        if (!handedOut && kept <= buffer.capacity() / 2) {
            buffer.compact();
        } else {
            if (kept > limits.maxBufferedBytes())
                throw new FrameInvalidException("the peer sent " + kept + " bytes beyond what was acknowledged");
            ByteBuffer larger =
                    ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, Math.max(INITIAL, 2L * kept)));
            replace(larger.put(buffer));
        }
        parsed = 0;
        end = kept;
    }

    private void replace(ByteBuffer other) {
        buffer = other;
        view = other.duplicate();
    }

    /** Moves to the next whole frame. What {@link #body} gave out before is no longer valid. */
    boolean next() throws FrameInvalidException {
        handedOut = false;
        if (!hasFrame()) {
            if (parsed == end) empty();
            return false;
        }
        int length = buffer.getInt(parsed);
        sequence = buffer.getLong(parsed + Integer.BYTES);
        acknowledged = buffer.getLong(parsed + Integer.BYTES + Long.BYTES);
        view.limit(parsed + Integer.BYTES + length).position(parsed + Outbound.HEADER);
        parsed += Integer.BYTES + length;
        handedOut = true;
        return true;
    }

    private void empty() {
        parsed = 0;
        end = 0;
        if (buffer.capacity() > INITIAL) replace(ByteBuffer.allocateDirect(INITIAL));
    }

    /** Whether a whole frame waits. */
    boolean hasFrame() throws FrameInvalidException {
        int available = end - parsed;
        if (available < Integer.BYTES) return false;
        int length = buffer.getInt(parsed);
        int least = Outbound.HEADER - Integer.BYTES;
        if (length < least || length - least > limits.maxFrameBytes())
            throw new FrameInvalidException("a frame announces " + Integer.toUnsignedString(length) + " bytes, where "
                    + least + " to " + ((long) limits.maxFrameBytes() + least) + " are allowed");
        return available - Integer.BYTES >= length;
    }

    long sequence() {
        return sequence;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** The present frame's bytes, until {@link #next}. */
    ByteBuffer body() {
        return view;
    }
}
