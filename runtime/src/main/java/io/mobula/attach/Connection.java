package io.mobula.attach;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on a blocking channel: a length of four bytes, then so many bytes. Pings on its own, and closes itself when the peer is silent.
 *
 * <p>Thread safety: one thread reads, any write and close. A peer that does not read blocks writers until it is found silent or the connection is closed.
 */
final class Connection implements AutoCloseable {
    static final int MAX_MESSAGE_BYTES = 16 << 20;

    /** What a mere announcement of a long message costs. */
    private static final int FIRST_READ_BYTES = 64 << 10;

    private static final long LOOKS_PER_SILENCE = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ByteChannel channel;
    private final AttachTiming timing;
    private final ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    private final ReentrantLock writing = new ReentrantLock();

    /** When the reader last had reason to be content; while it does other work, the peer cannot be heard and is not judged. */
    private volatile long heardNanos = System.nanoTime();

    private volatile boolean reading;

    /** When the write under way last got on; meaningless unless {@link #stuckable}. */
    private volatile long wroteNanos;

    private volatile boolean stuckable;
    private volatile boolean closed;
    private volatile String closeReason = "it was closed on this side";

    Connection(ByteChannel channel, AttachTiming timing) {
        this.channel = channel;
        this.timing = timing;
    }

    /** From now on pings are sent and expected. */
    void live(byte[] ping) {
        Thread.ofVirtual().name("attach-ping").start(() -> ping(ping));
        Thread.ofVirtual().name("attach-watch").start(this::watch);
    }

    private void ping(byte[] ping) {
        try {
            while (!closed) {
                write(ping);
                LockSupport.parkNanos(this, timing.ping().toNanos());
            }
        } catch (IOException e) {
            fail("it cannot be written to: " + e.getMessage());
        }
    }

    private void watch() {
        long silenceNanos = timing.silence().toNanos();
        while (!closed) {
            long silentNanos = System.nanoTime() - heardNanos;
            if (reading && silentNanos >= silenceNanos) {
                fail("nothing was heard for " + timing.silence().toMillis() + " ms");
                return;
            }
            if (stuckable && System.nanoTime() - wroteNanos >= silenceNanos) {
                fail("it took nothing for " + timing.silence().toMillis() + " ms");
                return;
            }
            LockSupport.parkNanos(this, silenceNanos / LOOKS_PER_SILENCE);
        }
    }

    /** The next message; none when the peer has closed the connection between two. */
    Optional<byte[]> read() throws IOException {
        heardNanos = System.nanoTime();
        reading = true;
        try {
            head.clear();
            if (channel.read(head) < 0) return Optional.empty();
            fill(head);
            int length = head.getInt(0);
            if (length <= 0 || length > MAX_MESSAGE_BYTES)
                throw new AttachProtocolException("it announces a message of " + Integer.toUnsignedString(length)
                        + " bytes, allowed are 1 to " + MAX_MESSAGE_BYTES);
            return Optional.of(body(length));
        } finally {
            reading = false;
        }
    }

    /** Memory is taken as the bytes arrive, not as they are announced. */
    private byte[] body(int length) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(Math.min(length, FIRST_READ_BYTES));
        fill(body);
        while (body.capacity() < length) {
            ByteBuffer larger = ByteBuffer.allocate((int) Math.min(length, 2L * body.capacity()));
            body = larger.put(body.flip());
            fill(body);
        }
        return body.array();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0)
                throw new EOFException("the other end closed the connection within a message");
            heardNanos = System.nanoTime();
        }
    }

    void write(byte[] message) throws IOException {
        if (message.length > MAX_MESSAGE_BYTES)
            throw new AttachProtocolException(
                    "a message of " + message.length + " bytes is too long, allowed are " + MAX_MESSAGE_BYTES);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
        writing.lock();
        try {
            wroteNanos = System.nanoTime();
            stuckable = true;
            while (frame.hasRemaining()) {
                channel.write(frame);
                wroteNanos = System.nanoTime();
            }
        } finally {
            stuckable = false;
            writing.unlock();
        }
    }

    boolean isOpen() {
        return !closed;
    }

    /** Why it is closed, for messages. */
    String closeReason() {
        return closeReason;
    }

    void fail(String reason) {
        if (closed) return;
        closeReason = reason;
        close();
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A connection was not closed in order: {}", e.toString());
        }
    }
}
