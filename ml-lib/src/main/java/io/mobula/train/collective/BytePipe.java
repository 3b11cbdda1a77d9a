package io.mobula.train.collective;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bounded stream of bytes from one thread to another in the same JVM.
 *
 * <p>Thread safety: one writer, one reader; each owns the counter that it advances. Any thread may close.
 */
final class BytePipe {
    private final ByteBuffer ring;
    private final int capacity;
    /** Bytes written so far; advanced by the writer after the bytes are in place. */
    private final AtomicLong written = new AtomicLong();
    /** Bytes read so far; advanced by the reader after they are out. */
    private final AtomicLong read = new AtomicLong();

    private volatile boolean closed;

    BytePipe(int capacityBytes) {
        this.capacity = capacityBytes;
        this.ring = ByteBuffer.allocateDirect(capacityBytes);
    }

    int write(ByteBuffer source) {
        long end = written.get();
        int count = (int) Math.min(source.remaining(), capacity - (end - read.get()));
        int at = (int) (end % capacity);
        int first = Math.min(count, capacity - at);
        ring.put(at, source, source.position(), first);
        ring.put(0, source, source.position() + first, count - first);
        source.position(source.position() + count);
        written.set(end + count);
        return count;
    }

    /** -1 when it is closed and empty. */
    int read(ByteBuffer target) {
        boolean last = closed;
        long start = read.get();
        int count = (int) Math.min(target.remaining(), written.get() - start);
        if (count == 0) return last && written.get() == start ? -1 : 0;
        int at = (int) (start % capacity);
        int first = Math.min(count, capacity - at);
        target.put(target.position(), ring, at, first);
        target.put(target.position() + first, ring, 0, count - first);
        target.position(target.position() + count);
        read.set(start + count);
        return count;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
