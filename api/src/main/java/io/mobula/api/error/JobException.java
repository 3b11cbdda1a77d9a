package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program cannot be submitted to a cluster, or a submitted one is not there. */
public final class JobException extends MobulaException {
    private static final long serialVersionUID = 1L;

    public JobException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public JobException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
