package io.mobula.wire.value;

import io.mobula.core.id.RefKey;
import io.mobula.core.message.Value;
import java.util.Arrays;
import java.util.List;

/** A value as bytes, and the refs within it, each once, in order of first appearance. The bytes are not copied and must not be changed. */
public final class Encoded implements Value {
    private final byte[] bytes;
    private final List<RefKey> refs;

    public Encoded(byte[] bytes, List<RefKey> refs) {
        this.bytes = bytes;
        this.refs = List.copyOf(refs);
    }

    public byte[] bytes() {
        return bytes;
    }

    public List<RefKey> refs() {
        return refs;
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoded that && Arrays.equals(bytes, that.bytes) && refs.equals(that.refs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Encoded[" + bytes.length + " bytes, refs " + refs + "]";
    }
}
