package io.mobula.train.collective;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Blocks to and from one other rank: a header of {@value #HEADER_BYTES} bytes and a payload of at most {@value #BLOCK_BYTES}, numbers little-endian. Nothing here waits: what the lane does not take or
 * give now stays for the next call.
 *
 * <p>Thread safety: confined to the rank's thread.
 */
final class Link {
    /** Fits the second-level cache together with the piece of the array it is combined with. */
    static final int BLOCK_BYTES = 256 << 10;

    private static final int HEADER_BYTES = 32;
    private static final int DATA = 0x4d4f4231;
    private static final int FAREWELL = 0x4d4f4232;
    private static final int MAX_FAREWELL_BYTES = 2048;
    private static final int DETAIL_AT = 4;
    private static final int SEQUENCE_AT = 8;
    private static final int ELEMENTS_AT = 16;
    private static final int PAYLOAD_AT = 24;

    private final int peer;
    private final Lane lane;
    private final ByteBuffer out = buffer();
    private final ByteBuffer in = buffer();
    private long moved;

    Link(int peer, Lane lane) {
        this.peer = peer;
        this.lane = lane;
        out.limit(0);
        in.limit(HEADER_BYTES);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(HEADER_BYTES + BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    int peer() {
        return peer;
    }

    Lane lane() {
        return lane;
    }

    /** Bytes in both directions so far: tells whether anything happened. */
    long moved() {
        return moved;
    }

    /** Writes what the lane takes; true if nothing is left of the block. */
    boolean flush() throws IOException {
        while (out.hasRemaining()) {
            int count = lane.write(out);
            if (count == 0) return false;
            moved += count;
        }
        return true;
    }

    /** Fills the empty block with a piece of the array. */
    @SuppressWarnings("EnumOrdinal") // Both ends of a link run the same class.
    void fill(Call call, Values values, Shard piece) {
        header(DATA, call.kind().ordinal());
        out.putLong(SEQUENCE_AT, call.sequence()).putLong(ELEMENTS_AT, call.elements());
        values.write(piece, out);
        seal();
    }

    /** Fills the empty block with the last words to this peer. */
    void fillFarewell(int blamed, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header(FAREWELL, blamed);
        out.put(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_FAREWELL_BYTES)));
        seal();
    }

    private void header(int kind, int detail) {
        out.clear();
        out.putInt(0, kind).putInt(DETAIL_AT, detail).putLong(SEQUENCE_AT, 0).putLong(ELEMENTS_AT, 0);
        out.position(HEADER_BYTES);
    }

    private void seal() {
        out.putInt(PAYLOAD_AT, out.position() - HEADER_BYTES);
        out.flip();
    }

    /** Reads what is there; the payload once the block is whole, to be {@linkplain #consumed() consumed} before the next call; null while it is not. */
    @Nullable
    ByteBuffer poll() throws IOException {
        while (true) {
            if (in.hasRemaining()) {
                int count = lane.read(in);
                if (count < 0) throw new IOException("the connection was closed");
                if (count == 0) return null;
                moved += count;
            } else if (in.position() == HEADER_BYTES && in.getInt(PAYLOAD_AT) > 0) {
                in.limit(HEADER_BYTES + checkedPayload());
            } else {
                in.flip().position(HEADER_BYTES);
                return in;
            }
        }
    }

    private int checkedPayload() throws IOException {
        int kind = in.getInt(0);
        int count = in.getInt(PAYLOAD_AT);
        if ((kind == DATA || kind == FAREWELL) && count <= BLOCK_BYTES) return count;
        throw new IOException(
                "it sent no block of this protocol: kind " + Integer.toHexString(kind) + ", " + count + " bytes");
    }

    void consumed() {
        in.clear().limit(HEADER_BYTES);
    }

    /** Of the whole block that {@link #poll} gave. */
    boolean isFarewell() {
        return in.getInt(0) == FAREWELL;
    }

    Farewell farewell() {
        var bytes = new byte[in.remaining()];
        in.get(in.position(), bytes);
        return new Farewell(in.getInt(DETAIL_AT), new String(bytes, StandardCharsets.UTF_8));
    }

    /** The call that the whole block belongs to. */
    Call call() throws IOException {
        Call.Kind[] kinds = Call.Kind.values();
        int kind = in.getInt(DETAIL_AT);
        if (kind < 0 || kind >= kinds.length) throw new IOException("it sent a block of call kind " + kind);
        return new Call(kinds[kind], in.getLong(SEQUENCE_AT), in.getLong(ELEMENTS_AT));
    }

    /**
     * Why a rank left.
     *
     * @param blamed the rank where the trouble began
     */
    record Farewell(int blamed, String text) {}
}
