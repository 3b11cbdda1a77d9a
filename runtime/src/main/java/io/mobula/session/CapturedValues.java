package io.mobula.session;

import io.mobula.api.spi.Body;
import org.jspecify.annotations.Nullable;

final class CapturedValues {
    private CapturedValues() {}

    static Body isolate(Body body) {
        return body;
    }

    static @Nullable Object isolate(@Nullable Object value) {
        return value;
    }
}
