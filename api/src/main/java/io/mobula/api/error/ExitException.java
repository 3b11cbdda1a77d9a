package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thrown in a body that called {@code System.exit}: the process belongs to others too. */
public final class ExitException extends MobulaException {
    private static final long serialVersionUID = 1L;

    public ExitException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public ExitException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
