package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A living actor of the namespace has the name. */
public final class ActorNameTakenException extends ActorException {
    private static final long serialVersionUID = 1L;

    public ActorNameTakenException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public ActorNameTakenException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
