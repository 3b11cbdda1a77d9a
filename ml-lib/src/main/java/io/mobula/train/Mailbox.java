package io.mobula.train;

import io.mobula.train.collective.CollectiveException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The actor between the ranks of one attempt and the process that called {@code fit}, which can call actors but not be called. Ranks leave their reports and wait for their release; {@code fit} takes
 * reports and releases.
 *
 * <p>Concurrency: an actor's, one call at a time; the waiting is in stages, none blocks.
 */
class Mailbox {
    private List<RankReport> reports = new ArrayList<>();
    private @Nullable CompletableFuture<List<RankReport>> taker;
    /** Of the ranks that wait, by step. */
    private final SortedMap<Long, List<CompletableFuture<Boolean>>> waiting = new TreeMap<>();

    private @Nullable String aborted;

    /** Ends when the step is released; the value says nothing. */
    CompletionStage<Boolean> report(RankReport report) {
        if (aborted != null) return CompletableFuture.failedFuture(CollectiveException.aborted(aborted));
        var released = new CompletableFuture<Boolean>();
        waiting.computeIfAbsent(report.step(), step -> new ArrayList<>()).add(released);
        reports.add(report);
        deliver();
        return released;
    }

    /** Ends when there is a report. One at a time. */
    CompletionStage<List<RankReport>> take() {
        var next = new CompletableFuture<List<RankReport>>();
        taker = next;
        deliver();
        return next;
    }

    private void deliver() {
        CompletableFuture<List<RankReport>> waits = taker;
        if (waits == null || reports.isEmpty()) return;
        List<RankReport> all = reports;
        reports = new ArrayList<>();
        taker = null;
        waits.complete(List.copyOf(all));
    }

    /** All ranks leave this step's report. */
    void release(long step) {
        List<CompletableFuture<Boolean>> ranks = waiting.remove(step);
        if (ranks != null) ranks.forEach(rank -> rank.complete(true));
    }

    /** All ranks that wait, or come, get this as their failure. */
    void abort(String why) {
        aborted = why;
        waiting.values()
                .forEach(ranks -> ranks.forEach(rank -> rank.completeExceptionally(CollectiveException.aborted(why))));
        waiting.clear();
    }
}
