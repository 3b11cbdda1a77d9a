package io.mobula.session;

import io.mobula.api.error.MobulaException;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls whose refs nobody has: a failure of one is logged here. */
final class Unawaited {
    private static final Logger LOG = LoggerFactory.getLogger(Unawaited.class);

    private Unawaited() {}

    static void watch(CellRef<?> call) {
        call.cell.onEnd(outcome -> {
            if (outcome instanceof Outcome.Failed(Failure failure) && !(failure instanceof Failure.JobEnded))
                ForkJoinPool.commonPool().execute(() -> tell(call, failure));
        });
    }

    private static void tell(CellRef<?> call, Failure failure) {
        MobulaException worded = call.session().engine().words().exception(failure, call.cell, call.session());
        LOG.warn("A call that was sent and not awaited failed: {}", worded.getMessage(), worded);
    }
}
