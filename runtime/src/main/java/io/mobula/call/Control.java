package io.mobula.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames with sequence 0: they concern the session itself and are never sent again. */
sealed interface Control {
    /** Carries the acknowledgement in its header and nothing else. */
    record Ack() implements Control {}

    /** The sender will neither send nor take another frame. */
    record Bye(String reason) implements Control {}

    /** Bytes of a reason. */
    int MAX_REASON = 512;

    byte BYE = 1;

    static byte[] encode(Control control) {
        return switch (control) {
            case Ack ack -> new byte[0];
            case Bye bye -> {
                byte[] reason = bye.reason().getBytes(StandardCharsets.UTF_8);
                int length = Math.min(MAX_REASON, reason.length);
                yield ByteBuffer.allocate(1 + length)
                        .put(BYE)
                        .put(reason, 0, length)
                        .array();
            }
        };
    }

    static Control decode(ByteBuffer body) throws FrameInvalidException {
        if (!body.hasRemaining()) return new Ack();
        byte kind = body.get();
        if (kind != BYE || body.remaining() > MAX_REASON)
            throw new FrameInvalidException("a control frame of unknown kind " + kind);
        return new Bye(StandardCharsets.UTF_8.decode(body).toString());
    }
}
