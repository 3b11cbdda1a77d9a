package io.mobula.store;

import io.mobula.api.ObjectId;
import io.mobula.call.Conduit;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;

/** Keys, bytes and connections for the tests of this package. */
final class Samples {
    static final ProcessId NODE = ProcessId.node(1, 1);

    private Samples() {}

    static CopyKey key(int n) {
        return new CopyKey(new RefKey(new ObjectId(n, n), ProcessId.driver(7), n), 0);
    }

    static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void put(ObjectStore store, int n, byte[] bytes) {
        store.put(key(n), MemorySegment.ofArray(bytes), "put");
    }

    static byte[] read(Pin pin) {
        return pin.bytes().toArray(ValueLayout.JAVA_BYTE);
    }

    record Sockets(Conduit dialed, Conduit accepted) {}

    static Sockets sockets() throws IOException {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            SocketChannel dialed = SocketChannel.open(server.getLocalAddress());
            return new Sockets(Conduit.plain(dialed), Conduit.plain(server.accept()));
        }
    }
}
