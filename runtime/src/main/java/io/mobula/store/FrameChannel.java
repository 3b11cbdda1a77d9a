package io.mobula.store;

import com.google.protobuf.CodedOutputStream;
import io.mobula.call.Conduit;
import io.mobula.store.proto.BulkHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Frames on a blocking conduit: a length of four bytes, the header, after Data the payload. One thread reads, one writes. */
final class FrameChannel implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Conduit socket;
    private final ByteBuffer in = ByteBuffer.allocateDirect(Integer.BYTES + BulkCodec.MAX_HEADER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(Integer.BYTES + BulkCodec.MAX_HEADER_BYTES);

    FrameChannel(Conduit socket) {
        this.socket = socket;
    }

    /** The next frame; none at an end between frames. After Data, {@link #readPayload} comes next. */
    Optional<BulkFrame> read() throws IOException {
        in.clear().limit(Integer.BYTES);
        if (socket.read(in) < 0) return Optional.empty();
        fill(in);
        int length = in.getInt(0);
        if (length <= 0 || length > BulkCodec.MAX_HEADER_BYTES) {
            throw new BulkProtocolException("its header has %s bytes, allowed are 1 to %d"
                    .formatted(Integer.toUnsignedString(length), BulkCodec.MAX_HEADER_BYTES));
        }
        in.clear().limit(length);
        fill(in);
        return Optional.of(BulkCodec.decode(in.flip()));
    }

    void readPayload(ByteBuffer into) throws IOException {
        fill(into);
    }

    void write(BulkFrame frame) throws IOException {
        write(frame, NOTHING);
    }

    void write(BulkFrame.Data frame, ByteBuffer payload) throws IOException {
        write((BulkFrame) frame, payload);
    }

    private void write(BulkFrame frame, ByteBuffer payload) throws IOException {
        BulkHeader header = BulkCodec.encode(frame);
        out.clear().putInt(header.getSerializedSize());
        var coded = CodedOutputStream.newInstance(out);
        header.writeTo(coded);
        coded.flush();
        out.flip();
        ByteBuffer[] parts = {out, payload};
        while (out.hasRemaining() || payload.hasRemaining()) socket.write(parts);
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) throw new EOFException("the other end closed the connection within a frame");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
