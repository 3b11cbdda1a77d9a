package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actor's process died while the call was there, and the actor is being restarted; the call may have run. */
public final class ActorUnavailableException extends ActorException {
    private static final long serialVersionUID = 1L;

    public ActorUnavailableException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public ActorUnavailableException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
