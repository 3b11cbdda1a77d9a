package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a task may not return, whatever codec there is. */
final class Results {
    private Results() {}

    static @Nullable Object check(@Nullable Object value, String task) {
        if (value instanceof CompletionStage<?>) {
            throw new ValueException(
                    ErrorCode.VALUE_IS_A_STAGE,
                    task + " returned a CompletionStage. Call join() in the body: a task that waits lends its CPU",
                    null);
        }
        return value;
    }
}
