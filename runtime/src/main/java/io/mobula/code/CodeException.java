package io.mobula.code;

import io.mobula.api.error.ErrorCode;
import java.io.IOException;

/** Code could not be shipped, stored or loaded. The shell that asked words it for the user; the code names the remedy. */
public final class CodeException extends IOException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    CodeException(ErrorCode code, String message) {
        super(message + " [" + code + "]");
        this.code = code;
    }

    CodeException(ErrorCode code, String message, Throwable cause) {
        super(message + " [" + code + "]", cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
