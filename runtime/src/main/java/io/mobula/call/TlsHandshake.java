package io.mobula.call;

import io.mobula.tls.TlsRefusedException;
import io.mobula.tls.TlsWords;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Brings TLS about on a fresh socket, within the handshake's deadline. A peer that speaks Mobula in the clear is recognised by its first bytes. */
final class TlsHandshake implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The other end speaks Mobula, and no TLS. */
    static final class PlainPeerException extends TlsRefusedException {
        private static final long serialVersionUID = 1L;

        PlainPeerException() {
            super("it is Mobula that speaks no TLS");
        }
    }

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final long deadlineNanos;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer received; // ready to be read from
    private final ByteBuffer outgoing;
    private boolean heard;

    private TlsHandshake(SocketChannel socket, SSLEngine engine, long deadlineNanos) throws IOException {
        this.socket = socket;
        this.engine = engine;
        this.deadlineNanos = deadlineNanos;
        this.received = TlsConduit.buffer(engine).flip();
        this.outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        socket.configureBlocking(false);
        selector = Selector.open();
        key = socket.register(selector, 0);
    }

    /**
     * Shakes hands. The socket is left in blocking mode, as it is after a handshake of Mobula's.
     *
     * @throws PlainPeerException if the peer speaks Mobula in the clear; to a dialer it can then still be answered
     * @throws TlsRefusedException with the reason in words, if the ends do not come to terms
     */
    static Conduit on(SocketChannel socket, SSLEngine engine, long deadlineNanos) throws IOException {
        try (var handshake = new TlsHandshake(socket, engine, deadlineNanos)) {
            return handshake.run();
        } catch (SSLException e) {
            throw new TlsRefusedException(TlsWords.reason(e), e);
        }
    }

    private Conduit run() throws IOException {
        engine.beginHandshake();
        try {
            for (HandshakeStatus next = engine.getHandshakeStatus();
                    next != HandshakeStatus.NOT_HANDSHAKING && next != HandshakeStatus.FINISHED;
                    next = engine.getHandshakeStatus()) {
                switch (next) {
                    case NEED_TASK -> engine.getDelegatedTask().run();
                    case NEED_WRAP -> say();
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> hear();
                    case NOT_HANDSHAKING, FINISHED -> {}
                }
            }
        } catch (SSLException e) {
            sayLast();
            throw e;
        }
        return new TlsConduit(socket, engine, received);
    }

    private void say() throws IOException {
        outgoing.clear();
        engine.wrap(NOTHING, outgoing);
        outgoing.flip();
        while (outgoing.hasRemaining()) if (socket.write(outgoing) == 0) await(SelectionKey.OP_WRITE);
    }

    /** The alert that tells the peer why; it may be gone already. */
    private void sayLast() {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) say();
        } catch (IOException gone) {
            // The peer learns it from the socket.
        }
    }

    private void hear() throws IOException {
        if (!heard) {
            while (received.remaining() < Integer.BYTES) receive();
            heard = true;
            if (received.getInt(received.position()) == HandshakeIo.MAGIC) throw plain();
        }
        ByteBuffer none = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(received, none);
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> receive();
            case CLOSED -> throw new TlsRefusedException("it ended the TLS handshake");
            case OK -> {}
            case BUFFER_OVERFLOW -> throw new SSLException("data in the middle of a TLS handshake");
        }
    }

    /** What a dialer has said in the clear is read to its end: closing over unread bytes could take our answer away from it. */
    private PlainPeerException plain() throws IOException {
        if (engine.getUseClientMode()) return new PlainPeerException();
        while (received.remaining() < 2 * Integer.BYTES) receive();
        int length = received.getInt(received.position() + Integer.BYTES);
        for (int left = 2 * Integer.BYTES + Math.clamp(length, 0, HandshakeIo.MAX_BYTES) - received.remaining();
                left > 0; ) {
            received.clear().flip();
            receive();
            left -= received.remaining();
        }
        return new PlainPeerException();
    }

    private void receive() throws IOException {
        received.compact();
        try {
            while (true) {
                int n = socket.read(received);
                if (n > 0) return;
                if (n < 0) throw new TlsRefusedException("it closed the connection in the middle of the TLS handshake");
                await(SelectionKey.OP_READ);
            }
        } finally {
            received.flip();
        }
    }

    private void await(int operation) throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (leftMillis <= 0) throw new SocketTimeoutException("the peer did not finish the TLS handshake in time");
        if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted during the TLS handshake");
        key.interestOps(operation);
        selector.select(leftMillis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        if (socket.isOpen()) socket.configureBlocking(true);
    }
}
