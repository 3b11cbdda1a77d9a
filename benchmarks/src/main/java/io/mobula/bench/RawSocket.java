package io.mobula.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The least two processes can do for one another: bytes over a Unix socket, blocking, and as many back. */
final class RawSocket implements AutoCloseable {
    /** A push and a result of a task without captures are about this long. */
    static final int FRAME_BYTES = 80;

    /** Frames that go in one write when nobody waits for each. */
    static final int BATCH_FRAMES = 200;

    private final SocketChannel channel;
    private final ByteBuffer bytes;

    private RawSocket(SocketChannel channel, int size) {
        this.channel = channel;
        this.bytes = ByteBuffer.allocateDirect(size);
    }

    static RawSocket dial(Path peer, int size) throws IOException {
        return new RawSocket(SocketChannel.open(UnixDomainSocketAddress.of(peer)), size);
    }

    void roundTrip() throws IOException {
        if (!write() || !read()) throw new IOException("The echoing process has gone");
    }

    private boolean read() throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) if (channel.read(bytes) < 0) return false;
        return true;
    }

    private boolean write() throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) if (channel.write(bytes) < 0) return false;
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The peer, a process of its own. It takes a connection for single frames and one for batches, and echoes until they end. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(Path.of(arguments[0])));
                System.out.println("ready");
                Thread single = echo(server.accept(), FRAME_BYTES);
                Thread batches = echo(server.accept(), FRAME_BYTES * BATCH_FRAMES);
                single.join();
                batches.join();
            }
        }

        private static Thread echo(SocketChannel channel, int size) {
            return Thread.ofPlatform().start(() -> {
                try (var socket = new RawSocket(channel, size)) {
                    while (socket.read() && socket.write()) {
                        // until the other side goes
                    }
                } catch (IOException gone) {
                    // So is this.
                }
            });
        }
    }
}
