package io.mobula.serve;

import io.mobula.serve.http.Answer;
import io.mobula.serve.infer.BadRequest;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of user code as answers: the message and an id for the client, the stack under that id for the log. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Answer answered(String route, Callable<Answer> work) {
        try {
            return work.call();
        } catch (Exception e) {
            return of(route, e);
        }
    }

    static Answer of(String route, Throwable e) {
        if (e instanceof BadRequest refused) return Answer.error(400, refused.getMessage());
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return Answer.error(
                    503, route + " was interrupted"); // by its replica's end, or because nobody waits any more
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("{} failed; error id {}", route, id, e);
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return Answer.error(500, e.getClass().getSimpleName() + message + " (error id " + id + ")")
                .with("X-Error-Id", id);
    }
}
