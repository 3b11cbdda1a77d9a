package io.mobula.wire;

import io.mobula.api.spi.BodyCode;
import io.mobula.wire.value.Encoded;

/**
 * Work that came in a frame.
 *
 * @param arrivedNanos when the batch it came with began; 0 where nobody looked at the clock
 */
public record ArrivedWork(BodyCode code, Encoded captures, String name, long arrivedNanos) implements EncodedWork {
    public ArrivedWork(BodyCode code, Encoded captures, String name) {
        this(code, captures, name, 0);
    }
}
