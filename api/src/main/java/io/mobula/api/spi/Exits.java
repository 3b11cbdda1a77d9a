package io.mobula.api.spi;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ExitException;
import java.util.Map;

/**
 * Where calls of {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt} in shipped code lead: the process runs tasks of others too.
 *
 * <p>The runtime redirects them while it defines a job's classes; code of the JDK and reflective calls are not redirected.
 */
public final class Exits {
    private Exits() {}

    /** In place of {@link System#exit}. */
    @SuppressWarnings("DoNotCallSuggester") // nobody does; calls are led here
    public static void refuse(int status) {
        throw new ExitException(
                ErrorCode.EXIT_REFUSED,
                "A task called exit(" + status
                        + "), which would have ended the work of others in this process. Throw an exception to fail the task, or return to end it",
                Map.of("status", status),
                null);
    }

    /** In place of {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void refuse(Runtime runtime, int status) {
        refuse(status);
    }
}
