package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actor is gone for good; the cause says why, and the message whether the call may have run. */
public final class ActorDiedException extends ActorException {
    private static final long serialVersionUID = 1L;

    public ActorDiedException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public ActorDiedException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
