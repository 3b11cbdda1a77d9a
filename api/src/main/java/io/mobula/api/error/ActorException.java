package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An actor cannot be started, or does not answer. */
public abstract sealed class ActorException extends MobulaException
        permits ActorDiedException, ActorUnavailableException, ActorQueueFullException, ActorNameTakenException {
    private static final long serialVersionUID = 1L;

    ActorException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
