package io.mobula.call;

/** The acceptor said no; the message is its reason. Out of {@link Dialer#dial} it comes as the cause of the exception for users. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final RejectCode code;

    RejectedException(Answer.Reject reject) {
        super(reject.text());
        this.code = reject.code();
    }

    public RejectCode code() {
        return code;
    }
}
