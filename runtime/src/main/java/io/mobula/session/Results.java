package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a body may not return, whatever codec there is. */
final class Results {
    private Results() {}

    static @Nullable Object ofTask(@Nullable Object value, String task) {
        if (value instanceof CompletionStage<?>)
            throw stage(task, "Call join() in the body: a task that waits lends its CPU");
        return value;
    }

    static @Nullable Object ofCall(@Nullable Object value, String call) {
        if (value instanceof CompletionStage<?>) throw stage(call, "Make the call with callAsync(…)");
        return value;
    }

    private static ValueException stage(String body, String remedy) {
        return new ValueException(
                ErrorCode.VALUE_IS_A_STAGE, body + " returned a CompletionStage. " + remedy, null);
    }
}
