package io.mobula.train.collective;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A TCP connection between hosts, a Unix socket within one. */
final class SocketLane implements Lane {
    private final SocketChannel channel;
    private @Nullable SelectionKey key;

    SocketLane(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void attach(Selector selector) throws ClosedChannelException {
        try {
            channel.configureBlocking(false);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        key = channel.register(selector, 0);
    }

    @Override
    public void want(Wish wish) {
        int ops = switch (wish) {
            case NOTHING -> 0;
            case READ -> SelectionKey.OP_READ;
            case WRITE -> SelectionKey.OP_WRITE;
            case BOTH -> SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        };
        SelectionKey registered = key;
        if (registered != null && registered.isValid() && registered.interestOps() != ops) registered.interestOps(ops);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(SocketLane.class).debug("Closing a connection of the group: {}", e.toString());
        }
    }
}
