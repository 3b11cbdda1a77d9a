package io.mobula.serve;

/** Lets a user's checked exception through as it is, where a wrapper would hide it from the caller's handlers. */
final class Sneaky {
    private Sneaky() {}

    @SuppressWarnings("unchecked")
    static <X extends Throwable> RuntimeException rethrown(Throwable e) throws X {
        throw (X) e;
    }
}
