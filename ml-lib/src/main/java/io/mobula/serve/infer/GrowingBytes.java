package io.mobula.serve.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Little-endian bytes that become more. */
final class GrowingBytes {
    private static final int FIRST_BYTES = 64;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            int size = Math.max(Math.addExact(bytes.position(), count), (int)
                    Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.capacity()));
            byte[] larger = Arrays.copyOf(bytes.array(), size);
            bytes = ByteBuffer.wrap(larger, bytes.position(), size - bytes.position())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        return bytes;
    }

    void put(byte value) {
        room(Byte.BYTES).put(value);
    }

    void put(byte[] value) {
        room(value.length).put(value);
    }

    void putShort(short value) {
        room(Short.BYTES).putShort(value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    byte[] array() {
        return bytes.array();
    }

    int length() {
        return bytes.position();
    }
}
