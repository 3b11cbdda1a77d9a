package io.mobula.core.message;

import java.util.Arrays;

/** Bytes that only a shell can read. May not be changed. */
@SuppressWarnings("ArrayRecordComponent") // bytes, not looked at
public record Opaque(byte[] bytes) {
    public static final Opaque EMPTY = new Opaque(new byte[0]);

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque opaque && Arrays.equals(bytes, opaque.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
