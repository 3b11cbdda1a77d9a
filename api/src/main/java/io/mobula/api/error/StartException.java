package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node cannot start on this machine as it is configured. */
public final class StartException extends MobulaException {
    private static final long serialVersionUID = 1L;

    public StartException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public StartException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
