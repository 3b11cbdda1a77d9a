package io.mobula.call;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Frames as they go over the socket, kept until the peer has acknowledged the last of them. */
final class Chunk {
    /** A longer frame gets a chunk of its own. */
    static final int BYTES = 128 * 1024;

    /** Appended to at its position; bytes below it never change until {@link #clear}. */
    final ByteBuffer frames;

    /** The same memory for the thread that writes, which holds no lock while it does. */
    final ByteBuffer view;

    /** Bytes handed to the present connection. */
    int written;

    /** Sequence number of the last frame; of the last before it if the chunk holds none but acknowledgements. */
    long lastSequence;

    @Nullable
    Chunk next;

    Chunk(ByteBuffer frames) {
        this.frames = frames;
        this.view = frames.duplicate();
    }

    int end() {
        return frames.position();
    }

    boolean isWritten() {
        return written == frames.position();
    }

    void clear() {
        frames.clear();
        written = 0;
    }

    /** Where the first frame with a number above {@code sequence} begins. */
    int offsetAfter(long sequence) {
        int at = 0;
        while (at < end() && frames.getLong(at + Integer.BYTES) <= sequence) at += Integer.BYTES + frames.getInt(at);
        return at;
    }
}
