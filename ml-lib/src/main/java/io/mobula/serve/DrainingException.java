package io.mobula.serve;

/** A replica that drains has refused a call, which has not run. */
final class DrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DrainingException(String replica) {
        super("Replica " + replica + " takes no more requests", null, false, false); // decided on, never shown
    }
}
