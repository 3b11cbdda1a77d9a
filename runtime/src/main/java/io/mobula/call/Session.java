package io.mobula.call;

import com.google.protobuf.MessageLite;
import io.mobula.core.id.ProcessId;
import java.util.function.BooleanSupplier;

/**
 * One end of a conversation between two live incarnations. A broken connection is resumed beneath it: frames are neither lost, doubled nor reordered (TASK-4).
 *
 * <p>Thread safety: every method may be called by any thread.
 */
public interface Session {
    ProcessId peer();

    /**
     * Appends a frame. Nothing is written before {@link #flush}, a full buffer or the next tick (200 µs).
     *
     * <p>Blocks a caller that is not one of the plane's own threads while more than the window is unacknowledged.
     */
    void send(MessageLite frame);

    /** Writes what was appended, unless another thread is at it. */
    void flush();

    /**
     * Waits, and while it waits reads this session's frames on the calling thread (leader and followers), so that a caller takes its own answer off the socket.
     *
     * @param done looked at after every batch of frames
     * @param deadlineNanos of {@link System#nanoTime}
     * @return whether {@code done} held; false at the deadline
     */
    boolean await(BooleanSupplier done, long deadlineNanos) throws InterruptedException;

    /** No more frames in either direction; the peer is told if it can be. */
    void close();
}
