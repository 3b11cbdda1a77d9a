package io.mobula.wire.value;

import io.mobula.api.error.ValueException;
import io.mobula.api.spi.Body;
import org.jspecify.annotations.Nullable;

/**
 * Copies within one process, so that a task on a laptop sees what it would see on a cluster: its own.
 *
 * <p>Immutable values are shared: strings, boxed, enums, {@code java.time}, records and {@code List.of} of such, classes annotated {@code @Immutable}. Refs and sessions are shared too. All others are copied, identities kept; what cannot
 * travel is refused as it would be on a cluster.
 *
 * <p>Thread safety: any thread. Cost: a look at the class for an immutable value, no bytes for any but closed classes of the JDK.
 */
public final class Isolation {
    private Isolation() {}

    /** Throws {@link ValueException}. */
    public static @Nullable Object copy(@Nullable Object value) {
        if (value == null || isImmutable(value.getClass())) return value;
        try {
            return ValueCodec.guarded(() -> new Copier().copy(value));
        } catch (Unshippable refusal) {
            throw refusal.asValueException();
        }
    }

    /** The body with its own copies of what it captured. Throws {@link Unshippable}, which says in which captured value and where within it. */
    public static Body copy(Body body) {
        Object[] captured = body.held();
        boolean shared = true;
        for (Object value : captured) shared &= value == null || isImmutable(value.getClass());
        return shared ? body : copyCaptured(body);
    }

    private static Body copyCaptured(Body body) {
        var copier = new Copier();
        int[] index = {0};
        return body.map(value -> {
            int at = index[0]++;
            try {
                return ValueCodec.guarded(() -> copier.copy(value));
            } catch (Unshippable refusal) {
                throw refusal.captured(at);
            }
        });
    }

    /** No value of this class can change, nor what it holds; a class that says no may have values that are shared nevertheless. */
    public static boolean isImmutable(Class<?> type) {
        return Form.of(type).isImmutable();
    }
}
