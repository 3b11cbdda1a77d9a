package io.mobula.serve.infer;

/** The client sent what cannot be served; the message is for the client. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRequest(String message) {
        super(message, null, false, false); // the client's mistake: no stack of ours explains it
    }
}
