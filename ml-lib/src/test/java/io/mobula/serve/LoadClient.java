package io.mobula.serve;

import io.mobula.serve.core.Histogram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Keeps a number of connections busy, one request at a time on each, on one thread: requests per second and quantiles of their latency. Arguments: port, connections, seconds to warm up, seconds to measure.
 */
final class LoadClient {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    record Result(double perSecond, double p50Millis, double p99Millis, double p999Millis, long failures) {
        @Override
        public String toString() {
            return "%.0f req/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, %d failures"
                    .formatted(perSecond, p50Millis, p99Millis, p999Millis, failures);
        }
    }

    private static final class Connection {
        final SocketChannel channel;
        final ByteBuffer in = ByteBuffer.allocate(16 << 10);
        long sentNanos;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request) throws IOException {
            sentNanos = System.nanoTime();
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) channel.write(out);
        }

        /** The status of a whole response, 0 while it is not whole. */
        int read() throws IOException {
            if (channel.read(in) < 0) throw new IOException("the server closed a connection");
            int head = headEnd();
            if (head < 0) return 0;
            String text = new String(in.array(), 0, head, StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
            int at = text.indexOf("content-length:");
            int end = text.indexOf('\r', at) < 0 ? text.length() : text.indexOf('\r', at);
            int length = Integer.parseInt(text.substring(at + 15, end).trim());
            if (in.position() < head + END_OF_HEAD.length + length) return 0;
            in.clear();
            return Integer.parseInt(text.substring(9, 12));
        }

        private int headEnd() {
            for (int i = 0; i + 3 < in.position(); i++) {
                if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n')
                    return i;
            }
            return -1;
        }
    }

    private LoadClient() {}

    static Result run(int port, int connections, String path, String body, long warmNanos, long measureNanos)
            throws IOException {
        byte[] request = ("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        var latencies = new Histogram();
        long failures = 0;
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                var connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                connection.send(request);
            }
            long begin = System.nanoTime() + warmNanos;
            long end = begin + measureNanos;
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    var connection = (Connection) key.attachment();
                    int status = connection.read();
                    if (status == 0) continue;
                    long answered = System.nanoTime();
                    if (answered >= begin) {
                        latencies.record(answered - connection.sentNanos);
                        if (status != 200) failures++;
                    }
                    connection.send(request);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) key.channel().close();
        }
        return new Result(
                latencies.count() / (measureNanos / 1e9),
                latencies.quantileNanos(0.5) / 1e6,
                latencies.quantileNanos(0.99) / 1e6,
                latencies.quantileNanos(0.999) / 1e6,
                failures);
    }

    public static void main(String[] arguments) throws IOException {
        long second = 1_000_000_000L;
        System.out.println(run(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                "/noop",
                "{\"x\":42}",
                Long.parseLong(arguments[2]) * second,
                Long.parseLong(arguments[3]) * second));
    }
}
