package io.mobula.wire;

import io.mobula.api.spi.BodyCode;
import io.mobula.core.message.Work;
import io.mobula.wire.value.Encoded;

/** A body ready to travel: its code by name, and what it captured. */
public interface EncodedWork extends Work {
    BodyCode code();

    Encoded captures();

    /** What its task is called in messages. */
    String name();

    @Override
    default long sizeBytes() {
        return captures().sizeBytes();
    }
}
