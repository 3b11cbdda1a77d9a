package io.mobula.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node cannot load the code of a body: the caller may have another build of it at hand. */
public final class CodeException extends MobulaException {
    private static final long serialVersionUID = 1L;

    public CodeException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public CodeException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(code, message, context, cause);
    }
}
