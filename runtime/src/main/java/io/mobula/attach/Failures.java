package io.mobula.attach;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What lies within the wrappings of stages. */
final class Failures {
    private Failures() {}

    static Throwable cause(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }
}
