package io.mobula.call;

import java.nio.channels.SocketChannel;

/** Who serves connections of one purpose. */
@FunctionalInterface
public interface ConnectionConsumer {
    /**
     * Called on a thread of the connection's own, which it may keep.
     *
     * @param channel welcomed, in blocking mode, the consumer's to close
     */
    void accept(SocketChannel channel, Hello hello);
}
