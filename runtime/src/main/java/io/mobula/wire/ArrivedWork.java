package io.mobula.wire;

import io.mobula.api.spi.BodyCode;
import io.mobula.wire.value.Encoded;

/** Work that came in a frame. */
public record ArrivedWork(BodyCode code, Encoded captures, String name) implements EncodedWork {}
