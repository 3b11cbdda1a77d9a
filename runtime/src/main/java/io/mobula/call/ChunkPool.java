package io.mobula.call;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Chunks between uses, shared by the sessions of a process.
 *
 * <p>Thread safety: any thread.
 */
final class ChunkPool {
    /** Chunks kept when nobody uses them: 16 MiB. */
    static final int MAX_IDLE = 128;

    private final ArrayDeque<Chunk> idle = new ArrayDeque<>();

    Chunk take(int bytes) {
        // Memory outside the heap goes to the socket without a copy; a rare long frame is not worth memory that only
        // the collector gives back.
        if (bytes > Chunk.BYTES) return new Chunk(ByteBuffer.allocate(bytes));
        synchronized (idle) {
            Chunk chunk = idle.pollLast();
            if (chunk != null) return chunk;
        }
        return new Chunk(ByteBuffer.allocateDirect(Chunk.BYTES));
    }

    void give(Chunk chunk) {
        if (!chunk.frames.isDirect()) return;
        chunk.clear();
        chunk.next = null;
        synchronized (idle) {
            if (idle.size() < MAX_IDLE) idle.addLast(chunk);
        }
    }
}
