package io.mobula.call;

/** The acceptor said no; the message is its reason. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final RejectCode code;

    RejectedException(Answer.Reject reject) {
        super(reject.text());
        this.code = reject.code();
    }

    RejectCode code() {
        return code;
    }
}
