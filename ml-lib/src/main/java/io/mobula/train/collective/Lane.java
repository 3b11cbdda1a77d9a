package io.mobula.train.collective;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;

/** Bytes to and from one other rank; nothing here waits. */
interface Lane {
    /** As many as it takes now. Throws {@link IOException} when the other side is gone. */
    int write(ByteBuffer source) throws IOException;

    /** As many as are there; -1 when the other side is gone and all it sent has been read. */
    int read(ByteBuffer target) throws IOException;

    /** From now on the selector wakes when what {@link #want} named has become possible. */
    void attach(Selector selector) throws ClosedChannelException;

    /** What the rank waits for. Lanes that wake their selector at every change need not be told. */
    void want(Wish wish);

    /** What has been written is still delivered. */
    void close();

    /** What a rank waits for on a lane. */
    enum Wish {
        NOTHING,
        READ,
        WRITE,
        BOTH
    }
}
