package io.mobula.serve;

import org.jspecify.annotations.Nullable;

/** A deployment cannot be made or found. */
public final class ServeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One for each remedy. */
    public enum Code {
        /** The factory threw; the cause is its exception. Mend it: what served before still serves. */
        DEPLOYMENT_FAILED,
        /** Replicas did not become ready in time: look at what they wait for, or give more {@code deployTimeout}. */
        DEPLOYMENT_NOT_READY,
        /** Another deploy of the name, or its removal, came in between. */
        DEPLOYMENT_SUPERSEDED,
        /** A deployment of another class has the name: remove it, or take another name. */
        DEPLOYMENT_NAME_TAKEN,
        /** A route's path belongs to another deployment. */
        ROUTE_TAKEN,
        DEPLOYMENT_UNKNOWN,
        /** The listener could not start; the cause says why. */
        INGRESS_FAILED
    }

    private final Code code;

    ServeException(Code code, String message, @Nullable Throwable cause) {
        super(message + " [" + code + "]", cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
