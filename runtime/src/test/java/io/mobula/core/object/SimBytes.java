package io.mobula.core.object;

import io.mobula.core.message.Value;
import io.mobula.core.message.Work;

/** Bytes nobody looks into. */
record SimBytes(long sizeBytes) implements Value, Work {
    static final SimBytes FEW = new SimBytes(1);
}
