package io.mobula.call;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a session's state: frames numbered from 1, encoded once into chunks which are at the same time the batch to write and what a resumed
 * connection sends again (SES-2).
 *
 * <p>A frame is {@code int length, long sequence, long acknowledged, bytes}; length counts what follows it. Sequence 0 marks a control frame, which nobody
 * acknowledges.
 *
 * <p>Pure: no IO, no clock. Thread safety: the owner's lock guards all but the buffer that {@link #toWrite} gave out.
 */
final class Outbound {
    static final int HEADER = Integer.BYTES + 2 * Long.BYTES;

    private final ChunkPool pool;
    private Chunk oldest;
    private Chunk writing;
    private Chunk filling;
    private boolean lent;
    private long sent;
    private long acknowledged;
    private long keptBytes;
    private long unwrittenBytes;

    Outbound(ChunkPool pool) {
        this.pool = pool;
        this.oldest = pool.take(Chunk.BYTES);
        this.writing = oldest;
        this.filling = oldest;
    }

    /**
     * Encodes a frame behind the others.
     *
     * @param size serialized size of {@code frame}
     */
    void append(MessageLite frame, int size, long received) {
        ByteBuffer buffer = begin(size, sent + 1, received);
        CodedOutputStream out = CodedOutputStream.newInstance(buffer);
        try {
            frame.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A frame changed while it was encoded", e);
        }
        filling.lastSequence = ++sent;
    }

    void appendControl(byte[] body, long received) {
        begin(body.length, 0, received).put(body);
    }

    private ByteBuffer begin(int size, long sequence, long received) {
        int bytes = HEADER + size;
        if (filling.frames.remaining() < bytes) {
            Chunk chunk = pool.take(bytes);
            chunk.lastSequence = sent;
            filling.next = chunk;
            filling = chunk;
        }
        keptBytes += bytes;
        unwrittenBytes += bytes;
        return filling.frames.putInt(bytes - Integer.BYTES).putLong(sequence).putLong(received);
    }

    /** The next bytes for the socket, or null if all are written. Whoever got them calls {@link #written} before asking again. */
    @Nullable
    ByteBuffer toWrite() {
        Chunk next = writing;
        while (next.isWritten() && next.next != null) next = next.next;
        writing = next;
        if (next.isWritten()) return null;
        lent = true;
        return next.view.limit(next.end()).position(next.written);
    }

    /** The position of what {@link #toWrite} gave out says how far the socket took it. */
    void written() {
        lent = false;
        int now = writing.view.position();
        unwrittenBytes -= now - writing.written;
        writing.written = now;
        release();
    }

    /**
     * Takes note of what the peer has.
     *
     * @return false if that was never sent
     */
    boolean acknowledge(long sequence) {
        if (sequence > sent) return false;
        if (sequence > acknowledged) {
            acknowledged = sequence;
            release();
        }
        return true;
    }

    /**
     * A new connection begins after {@code received}; nobody may hold a buffer of {@link #toWrite}.
     *
     * @return false if what the peer lacks is gone or never was
     */
    boolean resume(long received) {
        if (received < acknowledged || received > sent) return false;
        acknowledged = received;
        unwrittenBytes = 0;
        for (Chunk chunk = oldest; chunk != null; chunk = chunk.next) {
            chunk.written = chunk.lastSequence <= received ? chunk.end() : chunk.offsetAfter(received);
            unwrittenBytes += chunk.end() - chunk.written;
        }
        writing = oldest;
        release();
        return true;
    }

    private void release() {
        while (oldest.isWritten() && oldest.lastSequence <= acknowledged && !(lent && oldest == writing)) {
            keptBytes -= oldest.end();
            Chunk next = oldest.next;
            if (next == null) {
                oldest.clear();
                return;
            }
            if (writing == oldest) writing = next;
            pool.give(oldest);
            oldest = next;
        }
    }

    /** The session is over: nothing will be written or sent again. */
    void discard() {
        if (lent) return; // The writer still reads its chunk; the collector takes them all.
        for (Chunk chunk = oldest; chunk != null; ) {
            Chunk next = chunk.next;
            pool.give(chunk);
            chunk = next;
        }
        oldest = new Chunk(ByteBuffer.allocate(0));
        writing = oldest;
        filling = oldest;
        keptBytes = 0;
        unwrittenBytes = 0;
    }

    boolean hasUnwritten() {
        return unwrittenBytes > 0;
    }

    long unwrittenBytes() {
        return unwrittenBytes;
    }

    /** Bytes not yet acknowledged, in steps of whole chunks. */
    long keptBytes() {
        return keptBytes;
    }

    long sent() {
        return sent;
    }
}
