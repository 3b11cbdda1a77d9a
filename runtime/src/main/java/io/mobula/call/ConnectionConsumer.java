package io.mobula.call;

/** Who serves connections of one purpose. */
@FunctionalInterface
public interface ConnectionConsumer {
    /**
     * Called on a thread of the connection's own, which it may keep.
     *
     * @param channel welcomed, in blocking mode, the consumer's to close
     */
    void accept(Conduit channel, Hello hello);
}
