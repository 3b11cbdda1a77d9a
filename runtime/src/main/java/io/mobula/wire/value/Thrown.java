package io.mobula.wire.value;

/** What came out of a method handle, as something a caller may throw. */
final class Thrown {
    private Thrown() {}

    static RuntimeException by(Throwable thrown) {
        switch (thrown) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> throw new IllegalStateException(thrown.toString(), thrown);
        }
    }
}
