package io.mobula.wire.value;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being read. Believes no length before it has seen that as many bytes are left (VALUE-3). */
final class Source {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    final byte[] bytes;
    private int at;

    /** The bytes are not what an encoder wrote. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    Source(byte[] bytes) {
        this.bytes = bytes;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    int at() {
        return at;
    }

    int left() {
        return bytes.length - at;
    }

    /** Steps over {@code size} bytes and says where they begin. */
    int take(int size) {
        if (size < 0 || size > bytes.length - at)
            throw new Malformed(size + " bytes are wanted, " + left() + " are left");
        int from = at;
        at += size;
        return from;
    }

    int u8() {
        return bytes[take(1)] & 0xff;
    }

    short i16() {
        return (short) SHORT.get(bytes, take(2));
    }

    int i32() {
        return (int) INT.get(bytes, take(4));
    }

    long i64() {
        return (long) LONG.get(bytes, take(8));
    }

    float f32() {
        return Float.intBitsToFloat(i32());
    }

    double f64() {
        return Double.longBitsToDouble(i64());
    }

    int count() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int part = u8();
            value |= (part & 0x7f) << shift;
            if (part < 0x80) {
                if (value < 0 || (shift == 28 && part > 7)) break;
                return value;
            }
        }
        throw new Malformed("a number of more than 31 bits");
    }

    /** How many follow, each of at least {@code bytesEach} bytes. */
    int count(int bytesEach) {
        int count = count();
        if ((long) count * bytesEach > left())
            throw new Malformed(
                    count + " items of " + bytesEach + " bytes are promised, " + left() + " bytes are left");
        return count;
    }

    byte[] bytes() {
        int size = count(1);
        int from = take(size);
        return Arrays.copyOfRange(bytes, from, from + size);
    }

    void into(MemorySegment array) {
        long size = array.byteSize();
        MemorySegment.copy(MemorySegment.ofArray(bytes), take((int) size), array, 0, size);
    }

    String latin1() {
        int length = count(1);
        return new String(bytes, take(length), length, StandardCharsets.ISO_8859_1);
    }

    String utf16() {
        char[] chars = new char[count(2)];
        for (int i = 0; i < chars.length; i++) chars[i] = (char) i16();
        return new String(chars);
    }
}
