package io.mobula.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The least two processes can do for one another: bytes over a Unix socket, and as many back.
 *
 * <p>It waits as Mobula's sessions do, looking and yielding for a while before it sleeps: what the machine makes of that, on a quiet day and on a busy one, it makes of both.
 */
final class RawSocket implements AutoCloseable {
    /** A push and a result of a task without captures are about this long. */
    static final int FRAME_BYTES = 80;

    private static final long SPIN_NANOS = 50_000;
    /** A yield that took so long went to the work of somebody else. */
    private static final long FOREIGN_NANOS = 300_000;

    private static final long BACK_OFF_NANOS = 20_000_000;

    private final SocketChannel channel;
    private final Selector readable;
    final ByteBuffer bytes;
    private long spinNotBefore = System.nanoTime();

    RawSocket(SocketChannel channel, int size) throws IOException {
        this.channel = channel;
        this.bytes = ByteBuffer.allocateDirect(size);
        channel.configureBlocking(false);
        readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
    }

    static RawSocket dial(Path peer, int size) throws IOException {
        return new RawSocket(SocketChannel.open(UnixDomainSocketAddress.of(peer)), size);
    }

    static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    void roundTrip() throws IOException {
        write();
        if (!read()) throw new IOException("The echoing process has gone");
    }

    /** Fills {@link #bytes}; false if the peer has gone. */
    boolean read() throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            int n = channel.read(bytes);
            if (n < 0) return false;
            if (n == 0) await();
        }
        return true;
    }

    void write() throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) if (channel.write(bytes) == 0) Thread.onSpinWait();
    }

    private void await() throws IOException {
        int before = bytes.position();
        for (long now = System.nanoTime(), end = now + SPIN_NANOS; now < end && now - spinNotBefore > 0; ) {
            now = yieldOnce(now);
            if (channel.read(bytes) < 0 || bytes.position() > before) return;
        }
        readable.select();
        readable.selectedKeys().clear();
    }

    @SuppressWarnings("ThreadPriorityCheck") // as the sessions do
    private long yieldOnce(long now) {
        Thread.yield();
        long after = System.nanoTime();
        if (after - now > FOREIGN_NANOS) spinNotBefore = after + BACK_OFF_NANOS;
        return after;
    }

    @Override
    public void close() throws IOException {
        readable.close();
        channel.close();
    }
}
