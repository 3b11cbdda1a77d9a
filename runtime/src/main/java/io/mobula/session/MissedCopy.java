package io.mobula.session;

import io.mobula.api.error.MobulaException;
import io.mobula.core.message.Outcome;

/** The bytes of a value are not where its outcome has them: its owner knows where they are now, or makes them again. */
final class MissedCopy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where they were looked for. */
    final transient Outcome.Stored stored;

    MissedCopy(Outcome.Stored stored, Throwable cause) {
        super(cause instanceof MobulaException worded ? worded.detail() : cause.getMessage(), cause);
        this.stored = stored;
    }
}
