package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Control does not do what an operator asks of it: it would harm the cluster, or names what is not there. */
public final class ControlException extends MobulaException {
    private static final long serialVersionUID = 1L;

    public ControlException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, Map.of(), cause);
    }
}
