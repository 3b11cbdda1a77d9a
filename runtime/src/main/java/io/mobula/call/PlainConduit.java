package io.mobula.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;

/** The socket and nothing else. */
record PlainConduit(SocketChannel socket) implements Conduit {
    @Override
    public int read(ByteBuffer into) throws IOException {
        return socket.read(into);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return socket.write(bytes);
    }

    @Override
    public long write(ByteBuffer[] parts) throws IOException {
        return socket.write(parts);
    }

    @Override
    public boolean hasBuffered() {
        return false;
    }

    @Override
    public List<X509Certificate> peerChain() {
        return List.of();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
