package io.mobula.serve.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A body as it comes in: in one array, sized by its announced length where there is one. */
final class BodyBytes {
    private static final int FIRST_BYTES = 1 << 10;
    /** An announced length is believed up to here; beyond it, only what has come is kept. */
    private static final int BELIEVED_BYTES = 1 << 20;

    private static final byte[] EMPTY = {};

    private byte[] bytes = EMPTY;
    private int length;

    void expect(long announced) {
        if (announced > 0) bytes = new byte[(int) Math.min(announced, BELIEVED_BYTES)];
    }

    /** Whether it is within the limit with these. */
    boolean fits(ByteBuf more, long limit) {
        return (long) length + more.readableBytes() <= limit;
    }

    void add(ByteBuf more) {
        int count = more.readableBytes();
        if (count == 0) return;
        if (bytes.length - length < count) {
            long size = Math.max(Math.max(FIRST_BYTES, 2L * bytes.length), (long) length + count);
            bytes = Arrays.copyOf(bytes, (int) Math.min(size, Integer.MAX_VALUE - 8));
        }
        more.readBytes(bytes, length, count);
        length += count;
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
