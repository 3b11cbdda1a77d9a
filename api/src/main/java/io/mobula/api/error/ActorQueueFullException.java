package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Too many calls of this process wait for the actor; nothing was sent. */
public final class ActorQueueFullException extends ActorException {
    private static final long serialVersionUID = 1L;

    public ActorQueueFullException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public ActorQueueFullException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
