package io.mobula.bench;

import io.mobula.cli.cluster.StdinEnd;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/** The process behind the raw sockets. It takes one connection for single frames, which it echoes, and one for batches, whose frames it hands through a queue first; of one driver after another, until its standard input ends. */
final class RawPeer {
    static final String SAID = "ready";

    private interface Service {
        void serve(RawSocket socket) throws IOException;
    }

    private RawPeer() {}

    public static void main(String[] arguments) throws IOException {
        StdinEnd.onEnd(() -> System.exit(0));
        try (ServerSocketChannel server = RawSocket.listen(Path.of(arguments[0]))) {
            System.out.println(SAID);
            while (true) {
                serve(new RawSocket(server.accept(), RawSocket.FRAME_BYTES), RawPeer::echo);
                serve(new RawSocket(server.accept(), RawBatches.BYTES), RawBatches::answer);
            }
        }
    }

    private static void echo(RawSocket socket) throws IOException {
        while (socket.read()) socket.write();
    }

    private static void serve(RawSocket socket, Service service) {
        Thread.ofPlatform().start(() -> {
            try (socket) {
                service.serve(socket);
            } catch (IOException gone) {
                // The other side was closed amid a write: the end as well.
            }
        });
    }
}
