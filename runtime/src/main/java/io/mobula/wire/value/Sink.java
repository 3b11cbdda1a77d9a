package io.mobula.wire.value;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes being written, little-endian. Large arrays are not copied while writing: the sink remembers where they belong and copies each once, into a result of exactly the right size.
 */
final class Sink {
    private static final int FIRST_BYTES = 160;
    private static final int SET_ASIDE_FROM_BYTES = 4096;
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private byte[] buffer = new byte[FIRST_BYTES];
    private int at;
    private final List<Aside> asides = new ArrayList<>(0);
    private long asideBytes;

    private record Aside(int at, MemorySegment array) {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    private void room(int more) {
        if (buffer.length - at < more) grow(more);
    }

    private void grow(int more) {
        long wanted = Math.max((long) at + more, 2L * buffer.length);
        if (at + (long) more > Integer.MAX_VALUE - 8) throw tooLarge();
        buffer = java.util.Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }

    private static Unshippable tooLarge() {
        return Unshippable.of("it takes more than 2 GiB of bytes", "Split it and put the parts");
    }

    void u8(int value) {
        room(1);
        buffer[at++] = (byte) value;
    }

    void i16(int value) {
        room(2);
        SHORT.set(buffer, at, (short) value);
        at += 2;
    }

    void i32(int value) {
        room(4);
        INT.set(buffer, at, value);
        at += 4;
    }

    void i64(long value) {
        room(8);
        LONG.set(buffer, at, value);
        at += 8;
    }

    void f32(float value) {
        i32(Float.floatToRawIntBits(value));
    }

    void f64(double value) {
        i64(Double.doubleToRawLongBits(value));
    }

    /** Not negative; seven bits a byte. */
    void count(int value) {
        room(5);
        int rest = value;
        while (rest > 0x7f) {
            buffer[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[at++] = (byte) rest;
    }

    void bytes(byte[] value) {
        count(value.length);
        raw(value);
    }

    void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, at, value.length);
        at += value.length;
    }

    /** The content of a primitive array, copied now if small and by {@link #toBytes} if not. */
    void raw(MemorySegment array) {
        long size = array.byteSize();
        if (size >= SET_ASIDE_FROM_BYTES) {
            asides.add(new Aside(at, array));
            asideBytes += size;
            return;
        }
        room((int) size);
        MemorySegment.copy(array, 0, MemorySegment.ofArray(buffer), at, size);
        at += (int) size;
    }

    /** Characters known to be below 256. */
    @SuppressWarnings("deprecation") // exactly what is wanted: the low byte of each char, without an array between
    void latin1(String value) {
        int length = value.length();
        count(length);
        room(length);
        value.getBytes(0, length, buffer, at);
        at += length;
    }

    /** Any characters: UTF-8 would lose a surrogate without its other half. */
    void utf16(String value) {
        int length = value.length();
        count(length);
        if (length > (Integer.MAX_VALUE - 8) / 2) throw tooLarge();
        room(2 * length);
        for (int i = 0; i < length; i++, at += 2) SHORT.set(buffer, at, (short) value.charAt(i));
    }

    byte[] toBytes() {
        if (asides.isEmpty()) return java.util.Arrays.copyOf(buffer, at);
        if (at + asideBytes > Integer.MAX_VALUE - 8) throw tooLarge();
        byte[] whole = new byte[(int) (at + asideBytes)];
        MemorySegment target = MemorySegment.ofArray(whole);
        int from = 0;
        int to = 0;
        for (Aside aside : asides) {
            System.arraycopy(buffer, from, whole, to, aside.at - from);
            to += aside.at - from;
            from = aside.at;
            MemorySegment.copy(aside.array, 0, target, to, aside.array.byteSize());
            to += (int) aside.array.byteSize();
        }
        System.arraycopy(buffer, from, whole, to, at - from);
        return whole;
    }
}
