package io.mobula.call;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * One handshake message at a time, under one deadline for all of them: whoever feeds single bytes gains nothing.
 *
 * <p>Reads never go beyond the message, so that what follows belongs to the connection's purpose. Non-blocking with a selector, because a Unix socket knows no
 * read timeout.
 */
final class HandshakeIo implements AutoCloseable {
    /** Bytes of the Protobuf message: more is refused before anything is allocated. */
    static final int MAX_BYTES = 64 * 1024;

    /** How the first record of any TLS begins: a handshake, major version 3. */
    private static final int TLS_HANDSHAKE = 0x16_03;

    static final int MAGIC = 'M' << 24 | 'B' << 16 | 'L' << 8 | 'A';
    private final Conduit channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long deadlineNanos;

    HandshakeIo(Conduit channel, long deadlineNanos) throws IOException {
        this.channel = channel;
        this.deadlineNanos = deadlineNanos;
        channel.socket().configureBlocking(false);
        selector = Selector.open();
        key = channel.socket().register(selector, 0);
    }

    void write(byte[] message) throws IOException {
        if (message.length > MAX_BYTES)
            throw new IllegalArgumentException("Handshake of " + message.length + " bytes: at most " + MAX_BYTES);
        ByteBuffer out = ByteBuffer.allocate(8 + message.length)
                .putInt(MAGIC)
                .putInt(message.length)
                .put(message)
                .flip();
        while (out.hasRemaining()) if (channel.write(out) == 0) await(SelectionKey.OP_WRITE);
    }

    byte[] read() throws IOException, FrameInvalidException {
        ByteBuffer head = fill(ByteBuffer.allocate(8));
        int first = head.getInt();
        if (first >>> 16 == TLS_HANDSHAKE)
            throw new FrameInvalidException("the dialer speaks TLS, and this node does not (mobula.tls.mode)");
        if (first != MAGIC) throw new FrameInvalidException("the first bytes are not Mobula's");
        int length = head.getInt();
        if (length < 0 || length > MAX_BYTES)
            throw new FrameInvalidException("a handshake of " + Integer.toUnsignedString(length)
                    + " bytes, where at most " + MAX_BYTES + " are allowed");
        return fill(ByteBuffer.allocate(length)).array();
    }

    private ByteBuffer fill(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            int n = channel.read(in);
            if (n < 0) throw new EOFException("the peer closed the connection during the handshake");
            if (n == 0) await(SelectionKey.OP_READ);
        }
        return in.flip();
    }

    private void await(int operation) throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (leftMillis <= 0) throw new SocketTimeoutException("the peer did not finish the handshake in time");
        if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted during the handshake");
        key.interestOps(operation);
        selector.select(leftMillis);
        selector.selectedKeys().clear();
    }

    /** Leaves the channel open, in blocking mode if it still is open. */
    @Override
    public void close() throws IOException {
        selector.close();
        if (channel.isOpen()) channel.socket().configureBlocking(true);
    }
}
