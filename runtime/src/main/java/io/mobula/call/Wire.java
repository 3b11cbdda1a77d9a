package io.mobula.call;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a session: a non-blocking conduit, what has been read of it, and ways to wait for it.
 *
 * <p>Thread safety: filling and waiting for input need the session's reading role, writing its writing role; {@link #close} and {@link #wakeReader} any thread.
 */
final class Wire implements Closeable {
    final FrameReader frames;
    private final Conduit channel;
    private final Selector readable;
    private volatile @Nullable Selector writable;
    private volatile boolean closed;
    private volatile boolean writeFailed;

    Wire(Conduit channel, SessionLimits limits) throws IOException {
        this.channel = channel;
        this.frames = new FrameReader(limits);
        channel.socket().configureBlocking(false);
        readable = Selector.open();
        channel.socket().register(readable, SelectionKey.OP_READ);
    }

    boolean isOpen() {
        return !closed;
    }

    /**
     * Takes what is there.
     *
     * @return whether there was anything
     */
    boolean fill() throws IOException, FrameInvalidException {
        int n = channel.read(frames.space());
        if (n < 0) throw new EOFException("the peer closed the connection");
        frames.filled();
        return n > 0;
    }

    /**
     * Looks for a while, then sleeps until there is input, {@link #wakeReader} is called or the time is over.
     *
     * @return whether there was input
     */
    boolean fill(long timeoutNanos) throws IOException, FrameInvalidException {
        if (fill()) return true;
        long now = System.nanoTime();
        if (Spin.allowed(now)) {
            long end = now + Math.min(Spin.NANOS, timeoutNanos);
            while (now < end && Spin.allowed(now)) {
                now = Spin.yieldOnce(now);
                if (fill()) return true;
            }
        }
        select(readable, timeoutNanos);
        return fill();
    }

    /** Sleeps until there is input or {@link #wakeReader} is called. */
    void awaitInput() throws IOException {
        if (!channel.hasBuffered()) select(readable, Long.MAX_VALUE);
    }

    void wakeReader() {
        readable.wakeup();
    }

    int write(ByteBuffer bytes) throws IOException {
        return channel.write(bytes);
    }

    /** The peer takes no more. What it said before is still to be read, and the reader will meet the end. */
    void writeFailed() {
        writeFailed = true;
        wakeReader();
    }

    boolean takesWrites() {
        return !closed && !writeFailed;
    }

    /** Sleeps until the socket takes bytes or has some, at most {@code timeoutNanos}. */
    void awaitWritable(int alsoOperations, long timeoutNanos) throws IOException {
        if ((alsoOperations & SelectionKey.OP_READ) != 0 && channel.hasBuffered()) return;
        Selector selector = writable;
        if (selector == null) {
            selector = Selector.open();
            writable = selector;
            if (closed) selector.close();
        }
        try {
            channel.socket().register(selector, SelectionKey.OP_WRITE | alsoOperations);
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new ClosedChannelException();
        }
        select(selector, timeoutNanos);
    }

    private static void select(Selector selector, long timeoutNanos) throws IOException {
        try {
            if (timeoutNanos == Long.MAX_VALUE) selector.select();
            else selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
            readable.close();
            Selector selector = writable;
            if (selector != null) selector.close();
        } catch (IOException e) {
            // A connection that cannot even be closed is as gone as any.
        }
    }
}
