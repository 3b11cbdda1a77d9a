package io.mobula.tune;

import io.mobula.api.error.WaitInterruptedException;
import io.mobula.tune.view.Frame;
import io.mobula.tune.view.Row;
import io.mobula.tune.view.SweepView;
import java.time.Duration;
import java.util.List;

/** Waits for a sweep and shows it. Confined to the waiting thread. */
final class Watcher {
    /** For a sweep that was told to stop, to let go of its trials and its desk: else they would end with the session, which would complain of them. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private Watcher() {}

    /** The results; an interrupt stops the sweep. */
    static <C, M> Results<C, M> watch(LocalSweep<C, M> sweep, SweepView view, Duration redraw) {
        long startNanos = System.nanoTime();
        try {
            while (!sweep.await(redraw)) view.show(frame(sweep, startNanos));
        } catch (WaitInterruptedException e) {
            sweep.stop();
            sweep.awaitEnd(FAREWELL);
            throw e;
        }
        view.finish(frame(sweep, startNanos));
        return sweep.results();
    }

    private static <C, M> Frame frame(LocalSweep<C, M> sweep, long startNanos) {
        List<Result<C, M>> results = sweep.soFar();
        List<Row> rows = results.stream().map(ResultTable::row).toList();
        return new Frame(
                sweep.name(),
                rows,
                Results.find(results, sweep.direction()).map(ResultTable::row),
                (System.nanoTime() - startNanos) / 1e9);
    }
}
