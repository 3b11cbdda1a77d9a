package io.mobula.serve.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listens on a port until it is closed.
 *
 * <p>Thread safety: all methods from any thread. Units: ports, durations.
 */
public final class HttpListener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MAX_HEADER_BYTES = 32 << 10;
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(64 << 10, 256 << 10);
    private static final int MOST_LOOPS = 4;

    /** What all connections of a listener share. */
    record Shared(HttpLimits limits, HttpHandler handler, AtomicInteger inFlight, AtomicBoolean draining) {}

    private final EventLoopGroup loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Shared shared;
    private final Channel channel;

    private HttpListener(InetSocketAddress address, HttpLimits limits, HttpHandler handler) throws IOException {
        shared = new Shared(limits, handler, new AtomicInteger(), new AtomicBoolean());
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_LOOPS);
        loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("mobula-serve-http", true), io);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(new Initializer())
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "Cannot listen on " + address.getHostString() + ":" + address.getPort(), bound.cause());
        }
        channel = bound.channel();
    }

    /**
     * Begins to listen.
     *
     * <p>Failure: {@link IOException} if the port cannot be had.
     *
     * @param address with port 0 for any free one
     */
    public static HttpListener open(InetSocketAddress address, HttpLimits limits, HttpHandler handler)
            throws IOException {
        return new HttpListener(address, limits, handler);
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Requests at the handler. */
    public int inFlight() {
        return shared.inFlight().get();
    }

    /** From now on new connections are refused, and each connection is closed after its next answer. Waits for what is in flight. */
    public void drain(Duration atMost) throws InterruptedException {
        shared.draining().set(true);
        var _ = channel.close().await();
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (shared) {
            for (long left = atMost.toNanos(); inFlight() > 0 && left > 0; left = deadline - System.nanoTime()) {
                shared.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        }
    }

    /** Closes the port and every connection. Does not wait for answers: {@link #drain} does. */
    @Override
    public void close() {
        var _ = channel.close().awaitUninterruptibly();
        var _ = connections.close().awaitUninterruptibly();
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Initializer extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel connection) {
            if (connections.size() >= shared.limits().maxConnections()) {
                var _ = connection.close();
                return;
            }
            connections.add(connection);
            var config =
                    new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES).setValidateHeaders(true);
            connection
                    .pipeline()
                    .addLast(new HttpServerCodec(config))
                    .addLast(new HttpContentDecompressor(0))
                    .addLast(new Connection(shared));
        }
    }
}
