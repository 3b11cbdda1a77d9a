package io.mobula.serve;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Exceptions out of futures. */
final class Errors {
    private Errors() {}

    static Throwable unwrapped(Throwable error) {
        Throwable inner = error;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
