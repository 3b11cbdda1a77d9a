package io.mobula.serve;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's body as data, which outlives the process that wrote it: the values of captured refs are taken along, and put again where the body is made.
 *
 * @param captured unmodifiable; a ref's value as {@link Kept}
 */
record Blueprint(String owner, String name, String descriptor, int kind, List<@Nullable Object> captured) {
    /** A captured ref's value. */
    record Kept(@Nullable Object value) {}

    /** Waits for the values of refs that the body captured. */
    static Blueprint of(Serializable body) {
        Body taken = Body.of(body);
        @Nullable Object[] values = taken.captured().clone();
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof ObjectRef<?> ref) values[i] = new Kept(ref.get());
        }
        BodyCode code = taken.code();
        return new Blueprint(
                code.owner(),
                code.name(),
                code.descriptor(),
                code.kind(),
                Collections.unmodifiableList(Arrays.asList(values)));
    }

    /** The body in this process, over the loader's classes. */
    Body body(Mobula mobula, ClassLoader loader) {
        @Nullable Object[] values = captured.toArray();
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Kept(Object value)) values[i] = mobula.put(value);
        }
        return Body.of(new BodyCode(owner, name, descriptor, kind), values, loader);
    }
}
