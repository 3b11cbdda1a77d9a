package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session has ended, by its own close or because the cluster gave it up; a new connect makes a new one. */
public final class SessionException extends MobulaException {
    private static final long serialVersionUID = 1L;

    public SessionException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public SessionException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
