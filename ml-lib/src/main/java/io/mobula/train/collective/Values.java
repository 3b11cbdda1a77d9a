package io.mobula.train.collective;

import java.nio.ByteBuffer;

/**
 * An array as the algorithms see it: pieces of it are copied to and from buffers, and reduced with what came in one.
 *
 * <p>A reduction first copies the incoming piece to a scratch array, which is in the cache then, and combines two arrays: the one form of loop that the compiler is sure to vectorise.
 */
sealed interface Values permits Floats, Doubles {
    int length();

    /** Bytes of an element. */
    int width();

    /** Appends the elements to the buffer. */
    void write(Shard piece, ByteBuffer target);

    /** Takes the elements from the buffer. */
    void read(Shard piece, ByteBuffer source);

    /** Combines the elements with those in the buffer. Addition of two numbers is commutative to the bit, so the sides need no order; the ring and the tree fix the grouping. */
    void reduce(Shard piece, ByteBuffer source, Op op);

    void divide(Shard piece, int by);
}
