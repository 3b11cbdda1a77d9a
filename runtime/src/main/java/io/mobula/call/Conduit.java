package io.mobula.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A connection as its users see it: bytes in the clear, whatever goes over the socket. It blocks or does not as its socket does, with the same answers: 0 for "not now", -1 for the end.
 *
 * <p>Bytes that a non-blocking {@code write} did not take are offered again, the same ones first: some of them may be under way already.
 *
 * <p>Thread safety: one thread reads and one writes at a time; any thread closes.
 */
public sealed interface Conduit extends ByteChannel permits PlainConduit, TlsConduit {
    /** The socket itself: nothing more between. */
    static Conduit plain(SocketChannel socket) {
        return new PlainConduit(socket);
    }

    /** Of several buffers, in order; on a blocking socket all of them. */
    long write(ByteBuffer[] parts) throws IOException;

    /** Whether reading would bring something although the socket has nothing: asked before sleeping on the socket. */
    boolean hasBuffered();

    /** To wait on, and to choose between blocking and not. Nobody reads or writes it but the conduit. */
    SocketChannel socket();

    /** The chain that the other end has proved to be its own, its certificate first; empty if it showed none. */
    List<X509Certificate> peerChain();
}
