package io.mobula.call;

import io.mobula.tls.TlsRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * TLS 1.3 over a socket, after its handshake. New keys and tickets of the peer pass unseen; there is no renegotiation in this version of TLS.
 *
 * <p>The peer's farewell is the end, in both directions. An end without it is a failure: somebody may have cut the connection short.
 *
 * <p>Cost: a copy more than a plain socket each way, into the buffers that are encrypted in place; 128 KiB for each connection.
 */
final class TlsConduit implements Conduit {
    /** Several records for one system call. */
    private static final int RECORDS = 4;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** How long a close waits for a socket that takes nothing. */
    private static final Duration FAREWELL = Duration.ofMillis(100);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final List<X509Certificate> peerChain;
    private final AtomicBoolean closed = new AtomicBoolean();

    // The reader's. Both buffers are ready to be read from.
    private final ByteBuffer encrypted;
    private ByteBuffer decrypted = NOTHING;
    /** Nothing more can be made of what was read: a record is cut, or there is none. */
    private boolean drained;

    private boolean ended;

    // The writer's, and of whoever says farewell.
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer outgoing;
    /** Bytes of the writer's that are in {@link #outgoing} while it believes them not taken. */
    private int owed;

    /**
     * After a handshake.
     *
     * @param received what was read beyond it, ready to be read from, of the size that {@link #buffer} gives
     */
    TlsConduit(SocketChannel socket, SSLEngine engine, ByteBuffer received) throws IOException {
        this.socket = socket;
        this.engine = engine;
        this.encrypted = received;
        this.outgoing = buffer(engine).flip();
        this.peerChain = chain(engine.getSession());
    }

    /** Empty. On the heap: records are encrypted and decrypted in place, and the JDK is quicker there. */
    static ByteBuffer buffer(SSLEngine engine) {
        return ByteBuffer.allocate(RECORDS * engine.getSession().getPacketBufferSize());
    }

    private static List<X509Certificate> chain(SSLSession session) {
        var chain = new ArrayList<X509Certificate>();
        try {
            for (Certificate each : session.getPeerCertificates())
                if (each instanceof X509Certificate certificate) chain.add(certificate);
        } catch (SSLPeerUnverifiedException showsNone) {
            return List.of();
        }
        return List.copyOf(chain);
    }

    // ---- reading

    @Override
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        while (into.hasRemaining()) {
            if (decrypted.hasRemaining()) {
                take(into);
            } else if (!decrypt(into)) {
                if (into.position() > before) break;
                if (ended) return -1;
                int n = receive();
                if (n < 0) throw new TlsRefusedException("the connection was cut: the peer said no farewell");
                if (n == 0) break;
            }
        }
        return into.position() - before;
    }

    private void take(ByteBuffer into) {
        int n = Math.min(into.remaining(), decrypted.remaining());
        into.put(into.position(), decrypted, decrypted.position(), n);
        into.position(into.position() + n);
        decrypted.position(decrypted.position() + n);
    }

    private int receive() throws IOException {
        encrypted.compact();
        try {
            return socket.read(encrypted);
        } finally {
            encrypted.flip();
        }
    }

    /**
     * Makes one record readable, straight into {@code into} if it has the room.
     *
     * @return false if there is no whole record
     */
    private boolean decrypt(ByteBuffer into) throws IOException {
        if (!encrypted.hasRemaining()) return false;
        while (!ended) {
            SSLEngineResult result = engine.unwrap(encrypted, into);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) result = decryptAside();
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    drained = true;
                    return false;
                }
                case CLOSED -> ended = true;
                case OK -> {
                    drained = false;
                    runTasks();
                    if (result.bytesProduced() > 0) return true;
                    requireProgress(result);
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than TLS allows");
            }
        }
        return false;
    }

    private SSLEngineResult decryptAside() throws SSLException {
        int room = engine.getSession().getApplicationBufferSize();
        ByteBuffer aside = decrypted.capacity() >= room ? decrypted.clear() : ByteBuffer.allocate(room);
        SSLEngineResult result = engine.unwrap(encrypted, aside);
        decrypted = aside.flip();
        return result;
    }

    @Override
    public boolean hasBuffered() {
        return decrypted.hasRemaining() || ended || (!drained && encrypted.hasRemaining());
    }

    // ---- writing

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        writing.lock();
        try {
            if (!flush()) return 0;
            int taken = owed;
            bytes.position(bytes.position() + owed);
            owed = 0;
            while (bytes.hasRemaining()) {
                int start = bytes.position();
                encrypt(new ByteBuffer[] {bytes}); // escape analysis does away with it
                int n = bytes.position() - start;
                if (!flush()) {
                    bytes.position(start);
                    owed = n;
                    return taken;
                }
                taken += n;
            }
            return taken;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] parts) throws IOException {
        if (!socket.isBlocking()) throw new IllegalStateException("several buffers need a blocking socket");
        long before = remaining(parts);
        writing.lock();
        try {
            while (remaining(parts) > 0) {
                encrypt(parts);
                flush();
            }
        } finally {
            writing.unlock();
        }
        return before;
    }

    private static long remaining(ByteBuffer[] parts) {
        long all = 0;
        for (ByteBuffer part : parts) all += part.remaining();
        return all;
    }

    /** Fills {@link #outgoing}, which is empty, with whole records. */
    private void encrypt(ByteBuffer[] parts) throws IOException {
        int record = engine.getSession().getPacketBufferSize();
        outgoing.clear();
        try {
            do {
                SSLEngineResult result = engine.wrap(parts, outgoing);
                switch (result.getStatus()) {
                    case OK -> {
                        runTasks();
                        requireProgress(result);
                    }
                    case CLOSED -> throw new IOException("the TLS connection is closed");
                    case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
                        throw new SSLException("a record does not fit: " + result.getStatus());
                }
            } while (remaining(parts) > 0 && outgoing.remaining() >= record);
        } finally {
            outgoing.flip();
        }
    }

    /** Whether the socket has it all. */
    private boolean flush() throws IOException {
        while (outgoing.hasRemaining()) if (socket.write(outgoing) == 0) return false;
        return true;
    }

    private void runTasks() {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            Runnable task = engine.getDelegatedTask();
            if (task == null) return;
            task.run();
        }
    }

    private static void requireProgress(SSLEngineResult result) throws SSLException {
        boolean none = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
        if (none && result.getHandshakeStatus() != HandshakeStatus.NEED_TASK)
            throw new SSLException("TLS does not get on: " + result);
    }

    // ---- the rest

    @Override
    public SocketChannel socket() {
        return socket;
    }

    @Override
    public List<X509Certificate> peerChain() {
        return peerChain;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** Says farewell if that can be done at once. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) return;
        try {
            if (socket.isOpen()) farewell();
        } finally {
            socket.close();
        }
    }

    /** A blocking socket that takes nothing would hold up whoever closes: there another thread tries, for a while. */
    private void farewell() {
        if (!socket.isBlocking()) {
            sayFarewell();
            return;
        }
        Thread speaker = Thread.ofVirtual().name("tls-farewell").start(this::sayFarewell);
        try {
            speaker.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayFarewell() {
        if (!writing.tryLock()) return; // a writer is stuck in the socket; the close frees it
        try {
            if (!flush()) return;
            engine.closeOutbound();
            outgoing.clear();
            engine.wrap(NOTHING, outgoing);
            outgoing.flip();
            flush();
        } catch (IOException gone) {
            // The peer learns it from the socket.
        } finally {
            outgoing.clear().flip();
            writing.unlock();
        }
    }
}
