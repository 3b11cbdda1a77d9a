package io.mobula.api.spi;

import io.mobula.api.CanIgnoreReturnValue;
import io.mobula.api.error.CodeException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one body's code as one class loader defines it.
 *
 * <p>Thread safety: from any thread. The first use loads the class, which may block; running the code initialises it.
 *
 * <p>Failure: {@link CodeException} if the loader has no such class or method.
 */
public final class Invoker {
    private final BodyCode code;
    private final ClassLoader loader;
    private volatile @Nullable CodeShape shape;

    Invoker(BodyCode code, ClassLoader loader) {
        this.code = code;
        this.loader = loader;
    }

    public BodyCode code() {
        return code;
    }

    /**
     * Runs the code.
     *
     * @param values the captured values, then the arguments of the call
     */
    @CanIgnoreReturnValue
    public @Nullable Object invoke(@Nullable Object... values) throws Throwable {
        return shape().invoke(values);
    }

    CodeShape shape() {
        CodeShape known = shape;
        if (known != null) return known;
        CodeShape found = CodeShape.of(code, loader);
        shape = found;
        return found;
    }
}
